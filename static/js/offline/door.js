// Before the work: a code of the office for this phone, then a PIN, then the PIN at each opening.
import { app, go, redraw, refuse, screen } from "./app.js";
import { field } from "./controls.js";
import { resume } from "./draft.js";
import { button, h } from "./dom.js";
import { fetchDefinition, leaveMark, look } from "./net.js";
import { MOST_TRIES, setPin, tryPin } from "./pin.js";
import { ask, tell } from "./send.js";
import { change } from "./store.js";
import { t } from "./words.js";

const DIGITS = /^\d{6}$/;
const SCANNED = /^#code=([A-Za-z0-9-]{4,20})$/;
let typed = {};
let busy = false;
let isScanned = false;

// The office's picture leads here with the code behind "#". It goes from the address at once, and counts
// only when whoever holds the phone says so.
export function takeCode() {
  const found = SCANNED.exec(location.hash);
  if (!found) return;
  history.replaceState(null, "", "#enrol");
  typed = { code: found[1].toUpperCase() };
  isScanned = true;
}

const form = (submit, ...kids) =>
  h("form", { novalidate: true, onsubmit: (event) => { event.preventDefault(); if (!busy) submit(); } }, kids);

async function work(what) {
  busy = true;
  try { await what(); } finally { busy = false; }
}

screen("enrol", () => ({
  title: t("Make this phone ready"),
  body: [
    app.evicted && h("p", { class: "alarm", role: "alert" }, t("This browser has thrown away what was kept on this phone. Records that waited may be lost: tell your supervisor now.")),
    app.ended && h("p", { class: "alarm", role: "alert" }, t("Drafts and lists were removed from this phone. What was saved is still sealed and will be sent. To go on, ask your office for a new code.")),
    isScanned && h("p", { class: "note", id: "scanned" }, t("The code was read from the picture. It is right if the office shows the same one.")),
    form(enrol,
      field("code", t("Code from your office"), typed, "code", { max: 20, autocapitalize: "characters", hint: t("Your supervisor makes it. It works once, for 30 minutes. You need a network for this step only.") }),
      h("button", { class: "primary", type: "submit" }, t("Make ready"))),
  ],
}));

async function enrol() {
  const code = (typed.code || "").trim();
  if (!code) return refuse([{ at: "code", text: () => t("Enter the code.") }]);
  let problem = t("The office is not reached. Try again where there is a network.");
  await work(async () => {
    try {
      const answer = await ask("/field/v1/enrol", { body: { code } });
      if (answer.status === 429) problem = t("Too many tries. Wait a few minutes.");
      else if (answer.status < 500) problem = t("This code is wrong, used or too old. Ask for a new one.");
      if (answer.status === 201) {
        await keepPhone(answer.body);
        problem = "";
      }
    } catch { /* said above */ }
  });
  if (problem) return refuse([{ at: "code", text: problem }]);
  typed = {};
  isScanned = false;
  return go("new", { replace: true });
}

async function keepPhone({ token, phone, monitor }) {
  const definition = await fetchDefinition(token); // nothing is kept before the lists are here
  if (!definition) throw new Error("no definition");
  // the same phone again, after its token ran out: what is half typed stays under its PIN
  const isSame = app.refused && !app.ended && Boolean(app.phone) && app.phone.phone === phone;
  await change(["meta"], (stores) => {
    for (const name of ["ended", "refused", "pause", ...(isSame ? [] : ["pin"])]) stores.meta.delete(name);
    stores.meta.put(token, "token");
    stores.meta.put({ phone, monitor }, "phone");
    if (app.evicted) stores.meta.put(true, "evicted");
  });
  leaveMark(true);
  app.phone = { phone, monitor };
  Object.assign(app, { definition, enrolled: true, ended: false, refused: false, evicted: false });
  if (!isSame) Object.assign(app, { pin: false, open: false });
  look({ force: true });
}

const pad = (id, label, hint) =>
  field(id, label, typed, id, { type: "password", inputmode: "numeric", max: 6, autocapitalize: "off", hint, class: "pin" });

screen("choose", () => ({
  title: t("Choose a PIN"),
  body: [form(choose,
    pad("pin", t("Six digits"), t("It protects what you are typing until you save. Nobody can find it out for you: with a new PIN, drafts are gone.")),
    pad("again", t("The same six digits again")),
    h("button", { class: "primary", type: "submit" }, t("Keep this PIN")))],
}));

async function choose() {
  const { pin, again } = typed;
  if (!DIGITS.test(pin || "")) return refuse([{ at: "pin", text: () => t("Enter six digits.") }]);
  if (/^(\d)\1+$/.test(pin) || "0123456789876543210".includes(pin)) return refuse([{ at: "pin", text: () => t("Too easy to guess. Choose other digits.") }]);
  if (pin !== again) return refuse([{ at: "again", text: () => t("The two PINs differ.") }]);
  await work(() => setPin(pin));
  typed = {};
  Object.assign(app, { pin: true, open: true });
  return go("new", { replace: true });
}

screen("pin", () => ({
  title: t("Enter your PIN"),
  body: [form(enter, pad("pin", t("Six digits")), h("button", { class: "primary", type: "submit" }, t("Open"))),
    h("p", { class: "hint" }, t("After %(number)d wrong tries drafts are removed. What you saved stays and is sent.", { number: MOST_TRIES })),
    button(t("Hotline numbers"), () => go("help"), { class: "plain" })],
}));

async function enter() {
  const { pin } = typed;
  typed = {};
  if (!DIGITS.test(pin || "")) return refuse([{ at: "pin", text: () => t("Enter six digits.") }]);
  let found;
  await work(async () => { found = await tryPin(pin); });
  if (found.state === "wrong") return refuse([{ at: "pin", text: () => t("This PIN is wrong. Tries left: %(number)d.", { number: found.left }) }]);
  if (found.state === "wiped") return tell("wiped"); // to this page and every other
  app.open = true;
  return takeUp(await resume());
}

// A draft is taken up where it was; the steps before it are put under it, so that Back leads to them.
const STEPS = ["new", "signs", "people", "consent", "outcome", "check"];
export function takeUp(kept) {
  app.news = kept ? t("Your draft is here again.") : "";
  const reached = kept ? STEPS.slice(0, STEPS.indexOf(kept.step) + 1) : [];
  if (reached.length < 2) return go("new", { replace: true });
  history.replaceState(null, "", "#new");
  for (const step of reached.slice(1)) history.pushState(null, "", `#${step}`);
  return redraw();
}
