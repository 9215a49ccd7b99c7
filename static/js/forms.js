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

// Choosing the other language keeps what was typed: it waits in this tab alone until it stands in the form again.
const TYPED_KEY = `typed ${location.pathname}`;
const LEFT_OUT = ["csrfmiddlewaretoken", "password", "file", "submit", "button"];

function controls() {
  const forms = [...document.querySelectorAll("main form[method=post]")];
  return forms.flatMap((form, number) =>
    [...form.elements]
      .filter((each) => each.name && !LEFT_OUT.includes(each.name) && !LEFT_OUT.includes(each.type))
      .map((each) => [`${number} ${each.name}`, each]),
  );
}

// What a control holds: its options, its tick, or its text.
function parts(each) {
  if (each.type === "select-multiple") return [...each.options].map((part) => [part, "selected"]);
  return [[each, ["checkbox", "radio"].includes(each.type) ? "checked" : "value"]];
}

function keep() {
  const typed = {};
  for (const [place, each] of controls())
    for (const [part, state] of parts(each)) (typed[place] ??= []).push(part[state]);
  sessionStorage.setItem(TYPED_KEY, JSON.stringify(typed));
}

function restore() {
  const typed = JSON.parse(sessionStorage.getItem(TYPED_KEY) ?? "{}");
  sessionStorage.removeItem(TYPED_KEY);
  for (const [place, each] of controls())
    for (const [part, state] of parts(each)) if (typed[place]?.length) part[state] = typed[place].shift();
}

try {
  restore();
  document.querySelector("form[data-language]")?.addEventListener("submit", keep);
} catch {
  // Storage is switched off in this browser: the page then comes back as the server draws it.
}
