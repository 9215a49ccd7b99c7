// Starts the page: words, what was kept, the screen that is due, the worker, the watch on the network.
import { app, draw, go, place, redraw, setFrame, screen, thumbUp, watchThumb } from "./app.js";
import { takeCode } from "./door.js";
import { draft, drop, isDirty, keep, onProblem, turnTo } from "./draft.js";
import { button, h, icon } from "./dom.js";
import { begin, netState, wasEvicted } from "./net.js";
import { isOpen, isSet, lock } from "./pin.js";
import "./signs.js";
import "./people.js";
import "./consent.js";
import "./outcome.js";
import "./check.js";
import "./contacts.js";
import { refreshQueue } from "./queue.js";
import { refreshSaved } from "./saved.js";
import { SHORT } from "./short.js";
import { onNews } from "./send.js";
import { get, isFull, put } from "./store.js";
import { recall } from "./tally.js";
import { languageNow, loadWords, speak, t } from "./words.js";

const LOCK_AFTER = 5 * 60000; // milliseconds out of sight

const STRIPS = () => ({
  online: t("Online"), offline: t("No network. Keep working, everything is kept on this phone."),
  unreached: t("Network, but office not reachable. Everything is kept on this phone."),
  refused: t("Sign in to send: ask your office for a new code. Everything is kept on this phone."),
});

function tab(name, shape, text) {
  const aside = ["waiting", "help", "more"].find((each) => each === (SHORT.includes(place()) ? "more" : place()));
  const here = name === (aside || "new");
  return h("a", { href: `#${name}`, "aria-current": here ? "page" : null, onclick: (event) => { event.preventDefault(); if (name === "new") turnTo(); go(name === "new" && draft() ? draft().step : name); } }, icon(shape), h("span", {}, text));
}

async function switchLanguage() {
  speak(languageNow() === "sw" ? "en" : "sw");
  await put("meta", languageNow(), "language");
  redraw();
}

setFrame((name) => {
  const other = languageNow() === "sw" ? "en" : "sw";
  const count = app.waiting ? ` ${app.waiting}` : "";
  return [
    h("nav", { "aria-label": t("Parts") },
      !["enrol", "choose"].includes(name) && [tab("new", "form", t("Record")), tab("more", "more", t("More")), tab("waiting", "wait", `${t("Queue")}${count}`), tab("help", "help", t("Help"))],
      button(other === "sw" ? "Kiswahili" : "English", switchLanguage, { id: "language-switch", lang: other, class: "plain" })),
    h("p", { id: "strip", class: `strip ${netState()}`, role: "status" }, STRIPS()[netState()] || "",
      netState() === "refused" && name !== "enrol" && button(t("Enter a code"), () => go("enrol"), { id: "enter-code", class: "plain" })),
    app.fresh && h("div", { class: "strip fresh", id: "fresh" }, h("span", {}, t("New version ready")),
      isDirty() ? h("span", {}, t("It starts when this record is saved.")) : button(t("Start it"), takeOver, { class: "plain" })),
    app.news && name === "new" && h("p", { class: "note", role: "status" }, app.news),
  ].flat().filter(Boolean);
});

const pictures = () => (draft() && draft().values.photos) || [];

async function tryAgain() {
  app.full = false;
  await keep();
  redraw();
}

// Text goes before pictures: where both find no room, the record can be kept without them.
screen("full", () => ({
  title: t("This phone is full"),
  body: [h("p", { class: "alarm", role: "alert" }, t("The record could not be kept. Do not close this page: what you typed is still here.")),
    h("p", {}, t("Delete photos or applications, then try again. If that does not help, write it on the paper form.")),
    button(t("Try again"), tryAgain, { id: "retry", class: "primary wide" }),
    pictures().length > 0 && button(t("Leave out the photographs"), () => { draft().values.photos = []; return tryAgain(); }, { id: "leave-photos", class: "secondary wide" })],
}));

app.failed = (problem) => {
  app.full = true;
  app.fullBecause = isFull(problem) ? "quota" : String(problem && problem.name);
  redraw();
};
onProblem(app.failed);

const GATHER = 150; // milliseconds
let isHearing = false;
const learn = async () => Object.assign(app, { refused: Boolean(await get("meta", "refused")), shift: (await get("meta", "clock")) || 0 });
async function hear(what) {
  if (what === "wiped") { lock(); drop(); return location.replace("/field/"); }
  if (what === "definition") app.definition = await get("refs", "definition");
  await learn();
  if (isHearing) return undefined; // what comes in one go is drawn once
  isHearing = true;
  await new Promise((resolve) => { setTimeout(resolve, GATHER); });
  isHearing = false;
  await refreshQueue();
  await refreshSaved();
  await thumbUp();
  const typing = document.activeElement && document.activeElement.matches("input[type=text],input[type=tel],input[type=date],input[type=password],textarea,select");
  if (!typing) redraw();
  return undefined;
}

let isTaking = false;
function takeOver() {
  isTaking = true;
  app.fresh.postMessage("take over");
}

async function startWorker() {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => { if (isTaking && !isDirty()) location.reload(); });
  try {
    const found = await navigator.serviceWorker.register("/field/sw.js", { scope: "/field/", type: "module", updateViaCache: "none" });
    const ready = () => { if (found.waiting && navigator.serviceWorker.controller) { app.fresh = found.waiting; redraw(); } };
    ready();
    found.addEventListener("updatefound", () => found.installing && found.installing.addEventListener("statechange", ready));
  } catch {
    // without a worker the page works while there is a network
  }
}

function watchScreen() {
  addEventListener("popstate", () => { app.errors = []; takeCode(); draw(); });
  let since = 0;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { since = Date.now(); keep(); }
    else if (isOpen() && Date.now() - since > LOCK_AFTER) { lock(); drop(); app.open = false; app.saved = null; redraw(); }
  });
  addEventListener("pagehide", keep);
}

async function start() {
  takeCode();
  await loadWords();
  speak((await get("meta", "language")) || navigator.language.slice(0, 2));
  app.definition = await get("refs", "definition");
  app.enrolled = Boolean(await get("meta", "token"));
  app.ended = Boolean(await get("meta", "ended"));
  app.evicted = await wasEvicted();
  app.phone = await get("meta", "phone");
  await learn();
  app.pin = await isSet();
  await recall();
  await refreshQueue();
  onNews(hear);
  watchScreen();
  watchThumb();
  draw();
  begin();
  startWorker();
}

start();
