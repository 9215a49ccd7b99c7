// The frame of path B: five short steps, each with Back, nothing is lost on the way.
import { app, go, redraw, refuse, screen } from "./app.js";
import { draft, touch, turnTo } from "./draft.js";
import { button, h } from "./dom.js";
import { isChild, score, signsOf, unanswered, yesOf, GRAVITY } from "./score.js";
import { say, t } from "./words.js";

export const ORDER = ["signs", "people", "consent", "outcome", "check"];

export const hasChild = (values) => values.persons.some(isChild);
export const hasAdult = (values) => values.persons.some((person) => !isChild(person));

// Names and phones are asked for only where the person can speak freely, and kept of an adult only with a yes.
export const mayName = (values) => values.apart === "yes";
export const mayKeepName = (values, person) =>
  mayName(values) && (isChild(person) || person.consent === "yes");

// What was seen on everybody, and on this person alone, whose own answers come before those for all.
export const seenBy = ({ signs = [], answers }) => [...signs, ...yesOf(answers)];
const saidOf = (values, person) => ({ ...values.answers, ...person.answers });
const seenOn = (values, person) => seenBy({ signs: [...values.signs, ...(person.signs || [])], answers: saidOf(values, person) });

export function bandOf(values, person) {
  const child = isChild(person);
  return score(signsOf(app.definition.form, seenOn(values, person), child), child, app.definition.rules).band;
}

// Whoever stands there may see more than the signs say, never less.
const feltBand = (values, person) => {
  const band = bandOf(values, person);
  return GRAVITY.indexOf(person.reported_class) > GRAVITY.indexOf(band) ? person.reported_class : band;
};

export const unansweredOf = (values, person) =>
  unanswered(app.definition.form, seenOn(values, person), values.looked_for || [], isChild(person), saidOf(values, person));

// What is to be done now for whom, the gravest first, in words; points are never shown.
export function duties(values) {
  const { duties: told } = app.definition;
  const groups = {}; // whole numbers as names keep their order
  values.persons.forEach((person, place) => {
    const band = feltBand(values, person);
    const child = isChild(person);
    const rank = 2 * (GRAVITY.length - GRAVITY.indexOf(band)) + (child ? 0 : 1);
    (groups[rank] ||= { band, child, who: [] }).who.push(t("Person %(number)d", { number: place + 1 }));
  });
  const parts = Object.values(groups);
  const rows = ({ band, child }) =>
    [child && told.child, ...(told[band] || []), !child && band === "evidence_of_trafficking" && told.adult_evidence].filter(Boolean);
  return h("section", { class: `duties ${parts[0].band}`, "aria-labelledby": "duties-title" },
    h("h2", { id: "duties-title" }, t("Do this now")),
    parts.map((part) => [parts.length > 1 && h("h3", {}, part.who.join(", ")),
      h("ul", {}, rows(part).map((row) => h("li", {}, say(row))))]));
}

export function step(name, { title, body, check = () => [], last }) {
  screen(name, () => {
    turnTo();
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
