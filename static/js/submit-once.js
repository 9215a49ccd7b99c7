// A form is sent once: further presses are ignored until the page is shown again.
// The server holds the real guard (the form's submission token); this only spares the wait.
const BUSY = "submitting";

function buttonsOf(form) {
  return [...form.elements].filter((element) => element.type === "submit");
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (BUSY in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset[BUSY] = "";
  // `disabled` would drop the pressed button's own value from what is sent.
  for (const button of buttonsOf(form)) button.setAttribute("aria-disabled", "true");
});

window.addEventListener("pageshow", () => {
  for (const form of document.forms) {
    delete form.dataset[BUSY];
    for (const button of buttonsOf(form)) button.removeAttribute("aria-disabled");
  }
});
