// The button "Print" of a sheet; without JavaScript the menu of the browser does it.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
