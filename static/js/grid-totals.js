// Keeps the sums of a grid of numbers fresh while it is filled, and lets the arrows go up and down.
// A cell is named sex-band; the server adds up again when it is saved.
function sums(grid) {
  const found = { "": 0 };
  for (const input of grid.querySelectorAll("input")) {
    const people = /^\s*\d+\s*$/.test(input.value) ? Number(input.value) : 0;
    const [sex, band] = input.name.split("-");
    for (const name of ["", `sex ${sex}`, `band ${band}`]) found[name] = (found[name] ?? 0) + people;
  }
  return found;
}

function show(grid) {
  const found = sums(grid);
  for (const cell of grid.querySelectorAll("[data-total]")) {
    cell.textContent = found[cell.dataset.total] ?? 0;
  }
}

function move(event) {
  const step = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" }[event.key];
  const cell = event.target.closest("td");
  const row = step && cell?.parentElement[step];
  if (!row) return;
  event.preventDefault();
  const input = row.children[cell.cellIndex]?.querySelector("input");
  input?.focus();
  input?.select();
}

for (const grid of document.querySelectorAll("[data-grid-totals]")) {
  grid.addEventListener("input", () => show(grid));
  grid.addEventListener("keydown", move);
  show(grid);
}
