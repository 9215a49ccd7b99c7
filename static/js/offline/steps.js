// The frame of path B: five short steps, each with Back, nothing is lost on the way.
import { app, go, redraw, refuse, screen } from "./app.js";
import { draft, touch } from "./draft.js";
import { button, h } from "./dom.js";
import { isChild, score, signsOf, GRAVITY } from "./score.js";
import { say, t } from "./words.js";

export const ORDER = ["signs", "people", "consent", "outcome", "check"];

export const hasChild = (values) => values.persons.some(isChild);
export const hasAdult = (values) => values.persons.some((person) => !isChild(person));

// Names and phones are asked for only where the person can speak freely, and kept of an adult only with a yes.
export const mayName = (values) => values.apart === "yes";
export const mayKeepName = (values, person) =>
  mayName(values) && (isChild(person) || values.consent.answer === "yes");

export function bandOf(values, person) {
  const child = isChild(person);
  return score(signsOf(app.definition.form, values.signs, child), child, app.definition.rules).band;
}

export function gravest(values) {
  const bands = values.persons.map((person) => bandOf(values, person));
  return GRAVITY[Math.max(0, ...bands.map((band) => GRAVITY.indexOf(band)))];
}

// What is to be done now, in words; points are never shown.
export function duties(values) {
  const band = gravest(values);
  const { duties: told } = app.definition;
  const rows = [...(told[band] || [])];
  if (hasChild(values)) rows.unshift(told.child);
  if (hasAdult(values) && band === "evidence_of_trafficking") rows.push(told.adult_evidence);
  return h("section", { class: `duties ${band}`, "aria-labelledby": "duties-title" },
    h("h2", { id: "duties-title" }, t("Do this now")),
    h("ul", {}, rows.filter(Boolean).map((row) => h("li", {}, say(row)))));
}

export function step(name, { title, body, check = () => [], last }) {
  screen(name, () => {
    const now = draft();
    if (!now || now.values.seen !== "seen") return { title: "", body: [], moved: "new" };
    const number = ORDER.indexOf(name) + 1;
    const next = () => {
      const errors = check(now.values);
      if (errors.length) return refuse(errors);
      if (last) return last(now);
      return forward(ORDER[number]);
    };
    return {
      title: title(),
      body: [h("p", { class: "step" }, t("Step %(number)d of %(all)d", { number, all: ORDER.length })), ...body(now.values)],
      bar: [button(t("Back"), () => history.back(), { id: "back", class: "secondary" }),
        button(last ? t("Save") : t("Continue"), next, { id: last ? "save" : "continue", class: "primary" })],
    };
  });
}

export function forward(name) {
  draft().step = name;
  touch();
  return go(name);
}

export { redraw };
