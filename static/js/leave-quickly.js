// Leaves the page at once, by the button or by Escape three times, without a way back to it.
const WITHIN_MS = 1500;
let presses = [];

function leave(link) {
  document.documentElement.hidden = true; // nothing stays on the screen while the next page loads
  window.location.replace(link.href);
}

for (const link of document.querySelectorAll("[data-leave-quickly]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    leave(link);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const now = Date.now();
    presses = [...presses.filter((at) => now - at < WITHIN_MS), now];
    if (presses.length >= 3) leave(link);
  });
}

// A page that the browser kept for "back" is fetched again, so a signed-out session stays closed.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

// The watch over the session and passkeys are no part of the first load of a page.
for (const part of document.querySelectorAll("[data-script]")) import(part.dataset.script);
