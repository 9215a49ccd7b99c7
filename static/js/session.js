// Warns before a session ends, keeps what was typed for its writer in this tab alone, and brings it
// back after signing in again. The server ends the session; this page only says so in time.
const dialog = document.querySelector("dialog[data-session]");
const { leftUrl, stayUrl, signIn, draftKey } = dialog.dataset;
const WARN_SECONDS = 120;
const PLACE = `draft ${location.pathname}${location.search}`;
const LEFT_OUT = ["csrfmiddlewaretoken", "submission", "version"];
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));

function controls() {
  const forms = [...document.querySelectorAll("main form[method=post]")];
  return forms.flatMap((form, number) =>
    [...form.elements]
      .filter((each) => each.name && !["password", "file", "submit", "button", "hidden"].includes(each.type))
      .filter((each) => !LEFT_OUT.includes(each.name))
      .map((each, place) => [`${number} ${each.name} ${place}`, each]),
  );
}

function valueOf(each) {
  if (each.type === "select-multiple") return [...each.selectedOptions].map((one) => one.value);
  return ["checkbox", "radio"].includes(each.type) ? each.checked : each.value;
}

function put(each, value) {
  if (each.type === "select-multiple") for (const one of each.options) one.selected = value.includes(one.value);
  else each[["checkbox", "radio"].includes(each.type) ? "checked" : "value"] = value;
}

async function key() {
  return crypto.subtle.importKey("raw", bytes(draftKey), "AES-GCM", false, ["encrypt", "decrypt"]);
}

// Sealed with a key that the server gives to this person alone: whoever signs in next cannot read it.
async function keepDraft() {
  const typed = controls().map(([place, each]) => [place, valueOf(each)]);
  if (!changed || !typed.length) return;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(typed));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), plain);
  sessionStorage.setItem(PLACE, `${text(iv)} ${text(sealed)}`);
}

async function bringBack() {
  const kept = sessionStorage.getItem(PLACE);
  if (!kept) return;
  sessionStorage.removeItem(PLACE);
  const [iv, sealed] = kept.split(" ").map(bytes);
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await key(), sealed);
  const typed = new Map(JSON.parse(new TextDecoder().decode(plain)));
  for (const [place, each] of controls()) if (typed.has(place)) put(each, typed.get(place));
  changed = true;
  document.querySelector("[data-session-back]").hidden = false;
}

let timer = 0;
let changed = false;
let wasClosed = false; // the end of a shift is said once
document.addEventListener("input", () => { changed = true; });

async function ask(url, options) {
  const answer = await fetch(url, { credentials: "same-origin", ...options });
  return answer.ok && !answer.redirected ? answer.json() : { left: 0, grows: false };
}

async function leave() {
  await keepDraft();
  document.documentElement.hidden = true; // nothing stays on the screen of a session that ended
  location.replace(`${signIn}?next=${encodeURIComponent(location.pathname + location.search)}`);
}

async function watch() {
  let state = { left: 60, grows: true };
  try { state = await ask(leftUrl); } catch { /* no network: look again later */ }
  if (state.left <= 0) return leave();
  const isNear = state.left <= WARN_SECONDS;
  for (const part of dialog.querySelectorAll("[data-session-grows]")) part.hidden = !state.grows;
  for (const part of dialog.querySelectorAll("[data-session-over]")) part.hidden = state.grows;
  if (isNear) await keepDraft().catch(() => {});
  if (isNear && !dialog.open && !(wasClosed && !state.grows)) dialog.showModal();
  if (!isNear && dialog.open) dialog.close();
  const wait = isNear ? Math.min(state.left + 1, 15) : state.left - WARN_SECONDS;
  clearTimeout(timer);
  timer = setTimeout(watch, Math.max(wait, 1) * 1000);
  return undefined;
}

dialog.querySelector("[name=close]").addEventListener("click", () => { wasClosed = true; dialog.close(); });
dialog.querySelector("[name=stay]").addEventListener("click", async () => {
  const token = dialog.querySelector("[name=csrfmiddlewaretoken]").value;
  const state = await ask(stayUrl, { method: "POST", headers: { "X-CSRFToken": token } });
  if (state.left <= 0) leave();
  else dialog.close();
});
document.addEventListener("submit", () => sessionStorage.removeItem(PLACE));
bringBack().catch(() => sessionStorage.removeItem(PLACE)); // another person's, or damaged
addEventListener("focus", () => { clearTimeout(timer); watch(); }); // a laptop that slept wakes up late
watch();
