// Says under a text box with `data-count` how many characters are left; the server refuses longer texts.
const words = document.querySelector("script[data-left]")?.dataset ?? { left: "{n}", over: "-{n}" };
const PAUSE_MS = 800; // a screen reader is told when the typing rests

function sentence(box) {
  // Line breaks are sent as two characters.
  const left = Number(box.dataset.count) - box.value.replace(/\n/g, "\r\n").length;
  return (left < 0 ? words.over : words.left).replace("{n}", Math.abs(left));
}

function attach(box) {
  const seen = document.createElement("span");
  const said = document.createElement("span");
  seen.className = "form-text";
  seen.setAttribute("aria-hidden", "true");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  box.after(seen, said);
  box.removeAttribute("maxlength"); // a pasted text is kept whole, to be shortened by its writer
  let timer = 0;
  const update = () => {
    seen.textContent = sentence(box);
    clearTimeout(timer);
    timer = setTimeout(() => { said.textContent = seen.textContent; }, PAUSE_MS);
  };
  seen.textContent = sentence(box);
  box.addEventListener("input", update);
}

for (const box of document.querySelectorAll("textarea[data-count]")) attach(box);
