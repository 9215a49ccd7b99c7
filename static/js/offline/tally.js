// Path A: nobody shows a warning sign. One screen, numbers only, nothing typed.
import { app, go, redraw, refuse, screen } from "./app.js";
import { box, chips, chipsAndMore, group, put, stepper } from "./controls.js";
import { begin, draft, forget, save, turnTo } from "./draft.js";
import { button, h } from "./dom.js";
import { areMade } from "./photo.js";
import { get, put as keepIn } from "./store.js";
import { nowBy } from "./times.js";
import { clockOf, dayOf, say, t } from "./words.js";

let sure = false; // the second tap discards
const COUNTS = ["women", "men", "girls", "boys", "not_known"];
const NAMES = () => ({
  women: t("Women"), men: t("Men"), girls: t("Girls under 18"), boys: t("Boys under 18"), not_known: t("Age or sex not known"),
});

export const asOptions = (rows) => rows.map((row) => ({ value: row.code ?? row.id, text: row.name || say(row.text) }));

function recentFirst(rows, recent = []) {
  const found = recent.map((value) => rows.find((row) => row.value === value)).filter(Boolean);
  return [...found, ...rows.filter((row) => !found.includes(row))];
}

// The last station and vehicle are offered again; they say nothing about anybody.
export function blank(shared = {}) {
  const { stations = [], transport_mode } = app.last;
  const only = app.definition.stations.length === 1 ? app.definition.stations[0].id : undefined;
  return begin({ station: stations[0] || only, transport_mode, persons: [], signs: [], consent: {}, ...shared });
}

const used = (value, rows = []) => [value, ...rows.filter((each) => each !== value)].filter(Boolean).slice(0, 6);

export async function remember({ station, destination, transport_mode }) {
  const { stations, destinations } = app.last;
  app.last = { stations: used(station, stations), destinations: used(destination, destinations), transport_mode };
  await keepIn("meta", app.last, "last");
}

export async function recall() {
  app.last = (await get("meta", "last")) || {};
}

export function facts(now) {
  const { station, transport_mode, origin, destination, operator, vehicle_plate } = now.values;
  const at = nowBy(app.shift, now.begun);
  const told = { station, happened_on: dayOf(at), happened_at: clockOf(at), transport_mode: transport_mode || "unknown", origin, destination, operator, vehicle_plate };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined && value !== ""));
}

export function toSigns() {
  draft().values.seen = "seen";
  draft().step = "signs";
  put(draft().values, "seen", "seen", { again: false });
  go("signs");
}

export const counted = (values, names = COUNTS) => names.reduce((sum, name) => sum + (values[name] || 0), 0);
export const headcount = (values) => values.persons.length || counted(values);
const hasChildren = (values) => counted(values, ["girls", "boys", "not_known"]) > 0;

function guardian(values) {
  const options = [{ value: "yes", text: t("Yes") }, { value: "no", text: t("No") }, { value: "unsure", text: t("Not sure") }];
  const after = (answer) => {
    if (answer === "yes") return put(values, "guardian", answer);
    app.news = t("A child without a checked guardian: go through the signs.");
    return toSigns();
  };
  return chips("guardian", t("With a parent or guardian you have checked?"), options, values, "guardian", { after });
}

function signs(values) {
  const none = () => put(values, "seen", "none");
  return group("seen", t("Warning signs"), h("div", { class: "pair" },
    button(t("None seen"), none, { id: "none-seen", class: values.seen === "none" ? "choice chosen" : "choice", "aria-pressed": String(values.seen === "none") }),
    button(t("Signs seen"), toSigns, { id: "signs-seen", class: "choice signs" })));
}

// Used last first; "not known" is always at hand.
function goals(rows) {
  const ordered = recentFirst(asOptions(rows), app.last.destinations);
  const unknown = ordered.filter((each) => each.value === "unknown");
  const known = ordered.filter((each) => each.value !== "unknown");
  return [...known.slice(0, 6), ...unknown, ...known.slice(6)];
}

export const where = (values) => chipsAndMore("station", t("Where are you?"),
  recentFirst(asOptions(app.definition.stations), app.last.stations), 3, values, "station", { more: t("Other place"), list: t("All stations") });

screen("new", () => {
  turnTo();
  const { values } = draft() || blank();
  const { destinations, vehicles, limits } = app.definition;
  const names = NAMES();
  return {
    title: t("New record"),
    body: [
      where(values),
      group("who", t("Who was it?"), COUNTS.map((name) => stepper(name, names[name], values, name, limits.at_once))),
      hasChildren(values) && guardian(values),
      chipsAndMore("destination", t("Going to"), goals(destinations), 7, values, "destination", { more: t("Other place"), list: t("All destinations") }),
      chipsAndMore("vehicle", t("Vehicle"), asOptions(vehicles), 6, values, "transport_mode", { more: t("Other vehicle"), list: t("All vehicles") }),
      signs(values),
      box("card", t("Gave the hotline card"), values, "gave_card"),
      draft().dirty && button(sure ? t("Yes, discard it") : t("Discard this draft"), startOver, { id: "start-over", class: sure ? "danger wide" : "plain" }),
    ],
    bar: button(t("Save"), saveTally, { id: "save", class: "primary" }),
  };
});

async function startOver() {
  sure = !sure;
  if (!sure) await forget();
  redraw();
}

export function placeErrors(values) {
  return values.station ? [] : [{ at: "station", text: () => t("Choose where you are.") }];
}

async function saveTally() {
  const now = draft();
  const { values } = now;
  const errors = placeErrors(values);
  if (!counted(values)) errors.push({ at: "who", text: () => t("Count at least one person.") });
  if (hasChildren(values) && values.guardian !== "yes") errors.push({ at: "guardian", text: () => t("Say whether a parent or guardian is there.") });
  if (values.seen !== "none") errors.push({ at: "seen", text: () => t("Choose whether you saw warning signs.") });
  if (errors.length) return refuse(errors);
  const { operator, vehicle_plate, origin, ...payload } = { ...facts(now), gave_card: Boolean(values.gave_card) };
  for (const name of COUNTS) payload[name] = values[name] || 0;
  if (hasChildren(values)) payload.guardian = "yes";
  return finish("tally", payload);
}

// Seals and keeps the record, then shows what became of it. A picture that is being made small comes along.
let finishing = null;
export const finish = (kind, payload) => (finishing ||= finished(kind, payload).finally(() => { finishing = null; }));

async function finished(kind, payload) {
  const { values } = draft();
  if (kind === "intercept" && !(await areMade())) return undefined;
  const { station, transport_mode, destination, operator, vehicle_plate, persons = [] } = values;
  const shared = { station, transport_mode, destination, operator, vehicle_plate, nationality: (persons[0] || values).nationality };
  try {
    app.saved = { item: await save(kind, payload, app.definition.key), shared };
  } catch (problem) {
    return app.failed(problem);
  }
  await remember(values);
  return app.afterSave();
}
