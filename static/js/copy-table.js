// Copies a table as HTML with its lines, and as text with tabs, for word processors and spreadsheets.
function withLines(table) {
  const copy = table.cloneNode(true);
  for (const each of [copy, ...copy.querySelectorAll("*")]) {
    for (const name of ["class", "id"]) each.removeAttribute(name);
  }
  copy.querySelector("caption")?.removeAttribute("class");
  copy.setAttribute("border", "1");
  copy.setAttribute("cellspacing", "0");
  copy.setAttribute("cellpadding", "4");
  return copy.outerHTML;
}

function asText(table) {
  return [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()).join("\t")).join("\n");
}

async function copy(table) {
  const parts = { "text/html": withLines(table), "text/plain": asText(table) };
  const blobs = Object.entries(parts).map(([type, text]) => [type, new Blob([text], { type })]);
  await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
}

for (const part of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard?.write || typeof ClipboardItem === "undefined") continue;
  part.hidden = false;
  const table = document.getElementById(part.dataset.copy);
  const said = part.querySelector("[role=status]");
  part.querySelector("button").addEventListener("click", async () => {
    try {
      await copy(table);
      said.textContent = part.dataset.done;
    } catch {
      said.textContent = part.dataset.failed;
    }
  });
}
