// Which screen is shown. A screen is a function that returns {title, body, bar}; the address names it.
import { buzz, h } from "./dom.js";
import { t } from "./words.js";

export const app = {
  definition: null, enrolled: false, ended: false, refused: false, evicted: false, pin: false, open: false,
  shift: 0, waiting: 0, errors: [], full: false, news: "", fresh: null, saved: null, last: {},
};
const screens = new Map();
let frame = () => [];
let shown = "";

export const screen = (name, draw) => screens.set(name, draw);
export const setFrame = (draw) => { frame = draw; };
export const place = () => location.hash.slice(1) || "new";

// What stands in the way goes first: a full phone, no enrolment, no PIN.
function right() {
  if (app.full) return "full";
  if (!app.enrolled || app.ended || !app.definition || (app.refused && place() === "enrol")) return "enrol";
  if (!app.pin) return "choose";
  if (!app.open && place() !== "help" && place() !== "waiting") return "pin";
  return screens.has(place()) && place() !== "enrol" ? place() : "new";
}

export function go(name, { replace = false } = {}) {
  app.errors = [];
  if (name === place() && name !== "new") return redraw();
  if (replace) history.replaceState(null, "", `#${name}`);
  else history.pushState(null, "", `#${name}`);
  return draw();
}

function keepPlace(main) {
  const focused = document.activeElement;
  const id = focused && main.contains(focused) ? focused.id : "";
  return () => { const again = id && document.getElementById(id); if (again) again.focus({ preventScroll: true }); };
}

export const redraw = () => draw();

// What the thumb opened stays open, or shut, however often the screen is drawn.
const opened = new Map();
const parts = (main) => main.querySelectorAll("details[data-name]");
const rememberOpen = (main) => parts(main).forEach((part) => opened.set(part.dataset.name, part.open));
const openAgain = (main) => parts(main).forEach((part) => { part.open = opened.get(part.dataset.name) ?? part.open; });

// A screen drawn under a thumb that is down loses its tap: what nobody asked for waits until it is up.
let lifted = null;
let lift = () => {};
export const thumbUp = async () => { while (lifted) await lifted; };
export function watchThumb() {
  const up = () => setTimeout(() => { lifted = null; lift(); }); // after the click that follows
  addEventListener("pointerdown", () => { lifted ||= new Promise((done) => { lift = done; }); }, true);
  for (const name of ["pointerup", "pointercancel"]) addEventListener(name, up, true);
}

export function draw() {
  const name = right();
  const main = document.getElementById("main");
  const { title, body, bar, moved } = screens.get(name)();
  if (moved) return go(moved, { replace: true });
  const restore = keepPlace(main);
  rememberOpen(main);
  document.title = `${title} – Trace Kenya`;
  document.getElementById("top").replaceChildren(...frame(name));
  main.replaceChildren(...[summary(), h("h1", { id: "title", tabindex: "-1" }, title), body].flat(3).filter(Boolean));
  openAgain(main);
  const bottom = document.getElementById("bottom");
  bottom.replaceChildren(...(bar ? [bar].flat() : []));
  bottom.hidden = !bar;
  if (name === shown) restore();
  else {
    scrollTo(0, 0);
    if (shown) document.getElementById("title").focus({ preventScroll: true });
  }
  shown = name;
  return undefined;
}

// A message is said anew when the language changes.
const worded = (text) => (typeof text === "function" ? text() : text);

// The same words on top and at the field, each leading to the other.
function summary() {
  if (!app.errors.length) return [];
  const links = app.errors.map(({ at, text }) =>
    h("li", {}, h("a", { href: `#${at}`, onclick: (event) => { event.preventDefault(); toField(at); } }, worded(text))));
  return [h("div", { class: "errors", role: "alert", tabindex: "-1", id: "errors" },
    h("h2", {}, t("There is a problem")), h("ul", {}, links))];
}

const CONTROLS = "input,textarea,select,button,summary";
function toField(id) {
  const group = document.getElementById(id);
  const control = group && (group.matches(CONTROLS) ? group : group.querySelector(CONTROLS));
  if (control) { control.focus(); control.scrollIntoView({ block: "center" }); }
}

export function refuse(errors) {
  app.errors = errors;
  draw();
  const box = document.getElementById("errors");
  if (box) { box.focus(); box.scrollIntoView({ block: "start" }); buzz(); }
  return false;
}

export const errorAt = (id) => worded((app.errors.find((each) => each.at === id) || {}).text);
