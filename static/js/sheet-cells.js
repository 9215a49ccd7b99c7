// A sheet of cells: Enter and arrows move between them, a pasted block fills right and down.
const sheet = document.querySelector("[data-sheet]");
const rows = sheet
  ? [...sheet.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("input")]).filter((cells) => cells.length)
  : [];

function placeOf(cell) {
  for (const [row, cells] of rows.entries()) {
    const column = cells.indexOf(cell);
    if (column >= 0) return { row, column };
  }
  return null;
}

function go(row, column) {
  const cell = rows[row]?.[column];
  if (!cell) return false;
  cell.focus();
  cell.select();
  return true;
}

// Left and right leave a cell only from its edge, so that a typed number can still be corrected.
function isAtEdge(cell, toTheRight) {
  if (cell.selectionStart === 0 && cell.selectionEnd === cell.value.length) return true;
  return cell.selectionStart === cell.selectionEnd && cell.selectionStart === (toTheRight ? cell.value.length : 0);
}

sheet?.addEventListener("keydown", (event) => {
  const place = placeOf(event.target);
  if (!place || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  const { row, column } = place;
  const moves = {
    Enter: () => go(row + (event.shiftKey ? -1 : 1), column) || true, // never sends a half-filled sheet
    ArrowDown: () => go(row + 1, column),
    ArrowUp: () => go(row - 1, column),
    ArrowRight: () => isAtEdge(event.target, true) && go(row, column + 1),
    ArrowLeft: () => isAtEdge(event.target, false) && go(row, column - 1),
  };
  if (moves[event.key]?.()) event.preventDefault();
});

sheet?.addEventListener("paste", (event) => {
  const place = placeOf(event.target);
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const block = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
  if (!place || (block.length === 1 && block[0].length === 1)) return;
  event.preventDefault();
  block.forEach((line, down) => {
    line.forEach((value, right) => {
      const cell = rows[place.row + down]?.[place.column + right];
      if (!cell || !value.trim()) return;
      cell.value = value.trim();
      cell.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });
});
