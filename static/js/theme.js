// Light, dark or the system's own wish: kept on this device, applied before the first paint.
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

function attach() {
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

apply(chosen());
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", attach);
else attach();
