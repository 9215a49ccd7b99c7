// What every page needs before it is painted, in one file: the theme, the way out, its other scripts.

// Light, dark or the system's own wish: kept on this device.
const KEY = "theme";
const ORDER = ["system", "light", "dark"];

function chosen() {
  try {
    const kept = localStorage.getItem(KEY);
    return ORDER.includes(kept) ? kept : "system";
  } catch {
    return "system"; // storage is switched off in this browser
  }
}

function apply(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

function keep(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // The theme then lasts for this page only.
  }
}

function show(button, theme) {
  button.hidden = false;
  button.querySelector("[data-theme-name]").textContent = button.dataset[theme];
}

function attachTheme() {
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    show(button, chosen());
    button.addEventListener("click", () => {
      const next = ORDER[(ORDER.indexOf(chosen()) + 1) % ORDER.length];
      keep(next);
      apply(next);
      show(button, next);
    });
  }
}

// Leaves the page at once, by the button or by Escape three times, without a way back to it.
const WITHIN_MS = 1500;
let presses = [];

function leave(link) {
  document.documentElement.hidden = true; // nothing stays on the screen while the next page loads
  window.location.replace(link.href);
}

function watch(link) {
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

function attach() {
  attachTheme();
  document.querySelectorAll("[data-leave-quickly]").forEach(watch);
  // The watch over the session and passkeys are no part of the first load of a page.
  for (const part of document.querySelectorAll("[data-script]")) import(part.dataset.script);
}

apply(chosen());
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", attach);
else attach();
