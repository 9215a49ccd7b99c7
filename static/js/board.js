// The bed board: says when the connection is lost, rests while nobody looks, finds a bed by the key B,
// and lets a resident be dragged to a free bed; the page "Another bed" does the same by clicks.
const KEYS = "board-keys-off";
const stale = document.getElementById("board-stale");
const go = document.getElementById("board-go");
const mover = document.getElementById("board-move");
let dragged = null;

const isLook = (event) => event.detail.elt?.id === "board";
document.addEventListener("htmx:beforeRequest", (event) => {
  if (isLook(event) && (document.hidden || dragged)) event.preventDefault();
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (isLook(event) && dragged) event.detail.shouldSwap = false; // a tile is held in the hand
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (isLook(event)) stale.hidden = event.detail.successful;
});

if (go) {
  const field = document.getElementById("board-bed");
  const box = document.getElementById("board-keys");
  go.hidden = false;
  box.checked = localStorage.getItem(KEYS) === null;
  box.addEventListener("change", () => (box.checked ? localStorage.removeItem(KEYS) : localStorage.setItem(KEYS, "1")));
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, select, textarea, dialog");
    if (event.key.toLowerCase() !== "b" || event.ctrlKey || event.metaKey || event.altKey || isTyping || !box.checked) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
  go.addEventListener("submit", (event) => {
    event.preventDefault();
    const asked = field.value.trim().toLowerCase();
    const tiles = [...document.querySelectorAll("[data-bed]")];
    const found = tiles.find((tile) => tile.dataset.bed.toLowerCase() === asked);
    field.setAttribute("aria-invalid", String(!found));
    if (!found) return;
    (found.querySelector("a, button") ?? found).focus();
    found.scrollIntoView({ block: "center" });
  });
}

const freeBed = (event) => dragged && event.target.closest?.("[data-drop]");
function end() {
  dragged = null;
  for (const tile of document.querySelectorAll(".is-over")) tile.classList.remove("is-over");
}
if (mover) {
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-move]") ?? null;
    if (dragged) event.dataTransfer.effectAllowed = "move";
  });
  document.addEventListener("dragover", (event) => {
    const bed = freeBed(event);
    for (const tile of document.querySelectorAll(".is-over")) if (tile !== bed) tile.classList.remove("is-over");
    if (!bed) return;
    event.preventDefault();
    bed.classList.add("is-over");
  });
  document.addEventListener("drop", (event) => {
    const bed = freeBed(event);
    if (!bed) return;
    event.preventDefault();
    mover.action = dragged.dataset.move;
    mover.elements.bed.value = bed.dataset.drop;
    mover.submit();
  });
  document.addEventListener("dragend", end);
}
