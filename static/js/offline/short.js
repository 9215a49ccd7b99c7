// What is told beside the stage: working alone, a follow-up, a report, a visit. One frame draws them all.
import { app, go, refuse, screen } from "./app.js";
import { box, chips, chipsAndMore, field, select } from "./controls.js";
import { begin, draft, save, turnTo } from "./draft.js";
import { nowBy } from "./times.js";
import { button, h } from "./dom.js";
import { ownIntercepts } from "./queue.js";
import { asOptions, placeErrors, where } from "./tally.js";
import { dayOf, t, whenOf } from "./words.js";

const options = (pairs) => pairs.map(([value, text]) => ({ value, text }));
const today = () => dayOf(nowBy(app.shift));
const day = () => ({ as: "text", name: "happened_on", text: t("Day"), type: "date", max: 10, maxday: today() });
const counties = () => asOptions(app.definition.destinations).filter((each) => each.value.startsWith("county:"));
const isBusiness = ({ about }) => about === "business";
const outcomes = (values) => isBusiness(values)
  ? options([["running", t("The business is running")], ["closed", t("The business has closed")]])
  : asOptions(app.definition.visits || []);
const soon = () => options([[30, t("30 minutes")], [60, t("1 hour")], [120, t("2 hours")], [240, t("4 hours")]]);

// Each field: how it is drawn, its name in the payload, its words; `must`: what is said when it is empty.
const FORMS = {
  check_in: () => ({ title: t("Check-in"), fields: [
    { as: "where" },
    { as: "chips", name: "minutes", text: t("When do you say so again?"), options: soon() }] }),
  follow_up: () => ({ title: t("Follow-up"), fields: [
    { as: "chips", name: "intercept", text: t("Of which intercept?"), must: t("Choose the intercept."), none: t("No intercept of the last 30 days is known on this phone."),
      options: ownIntercepts().map(({ id, ref, created }) => ({ value: id, text: ref || whenOf(created) })) },
    day(),
    { as: "chips", name: "way", text: t("How?"), must: t("Choose how."), options: options([["call", t("By phone")], ["met", t("We met")], ["message", t("By message")]]) },
    { as: "box", name: "reached", text: t("I reached the person") },
    { as: "chips", name: "safe_now", when: ({ reached }) => reached, text: t("Is the person safe?"), must: t("Say whether the person is safe."), options: options([["yes", t("Safe")], ["no", t("Not safe")], ["not_known", t("Not sure")]]) },
    { as: "text", name: "note", text: t("What you heard (optional)"), rows: 4, max: 2000, hint: t("No names here.") }] }),
  community_report: () => ({ title: t("Community report"), fields: [
    day(),
    { as: "text", name: "about", text: t("What were you told?"), rows: 5, max: 1600, must: t("Write what you were told."), hint: t("Leave out who told you, unless the person agrees to be called.") },
    { as: "chips", name: "kind", most: 3, text: t("What is it about? (your guess, optional)"), options: asOptions(app.definition.types) },
    { as: "select", name: "county", text: t("County (optional)"), options: counties() },
    { as: "text", name: "place", text: t("Place (optional)"), max: 100 },
    { as: "box", name: "may_call", text: t("The person agrees to be called") },
    { as: "text", name: "phone", when: ({ may_call }) => may_call, text: t("Phone"), type: "tel", inputmode: "tel", max: 40, must: t("Enter the number.") }] }),
  visit: (values) => ({ title: t("Visit"), fields: [
    { as: "chips", name: "about", text: t("What was the visit about?"), must: t("Choose what it was about."), options: options([["reintegration", t("After going home")], ["business", t("The business of the trust fund")]]) },
    { as: "text", name: "code", text: t("Code of the case or the person"), max: 20, autocapitalize: "characters", must: t("Enter the code."), hint: t("As your office gave it to you. Never a name.") },
    day(),
    { as: "chips", name: "outcome", most: 4, when: ({ about }) => about, text: t("What came out of it?"), must: t("Choose what came out of it."), options: outcomes(values) },
    { as: "text", name: "income_kes", when: isBusiness, text: t("Income a month, KES (optional)"), inputmode: "numeric", pattern: "[0-9]*", max: 8 },
    { as: "text", name: "note", when: ({ about }) => about === "reintegration", text: t("How the person lives, and what is needed (optional)"), rows: 4, max: 2000 }] }),
};
export const SHORT = Object.keys(FORMS);

const shown = (values, form) => form.fields.filter(({ when }) => !when || when(values));
const offered = (values, row) => !row.options || row.options.some(({ value }) => value === values[row.name]);

function control(values, { as, name, text, options: rows, most, none, must, when, maxday, ...more }) {
  if (as === "where") return where(values);
  if (as === "box") return box(name, text, values, name, { again: true });
  if (as === "select") return select(name, text, rows, values, name, { empty: t("Not said") });
  if (as === "text") return field(name, text, values, name, more);
  if (none && !rows.length) return h("p", { class: "note" }, none);
  return most ? chipsAndMore(name, text, rows, most, values, name, { more: t("Other"), list: t("Other") }) : chips(name, text, rows, values, name);
}

function mistakes(kind, values, form) {
  const words = (name) => FORMS[kind](values).fields.find((each) => each.name === name).must; // in the language of then
  const errors = form.fields[0].as === "where" ? placeErrors(values) : [];
  for (const row of shown(values, form)) {
    if (row.must && !(String(values[row.name] || "").trim() && offered(values, row))) errors.push({ at: row.name, text: () => words(row.name) });
    if (row.maxday && !(values[row.name] <= row.maxday)) errors.push({ at: row.name, text: () => t("Choose a day until today.") });
  }
  return errors;
}

function payloadOf(kind, values, form, state) {
  if (kind === "check_in") {
    const at = nowBy(app.shift);
    const next = state === "well" ? { next_by: new Date(at + values.minutes * 60000).toISOString() } : {};
    return { station: values.station, at: new Date(at).toISOString(), state, ...next };
  }
  const said = shown(values, form).map(({ name }) => [name, values[name]]).filter(([, value]) => value !== undefined && value !== "");
  const { county, ...rest } = Object.fromEntries(said);
  return county ? { ...rest, county: county.slice(7) } : rest;
}

async function finish(kind, form, state) {
  const { values } = draft();
  const errors = state === "help" && values.station ? [] : mistakes(kind, values, form);
  if (errors.length) return refuse(errors);
  try {
    // a call for help does not wait for the time to undo
    const item = await save(kind, payloadOf(kind, values, form, state), app.definition.key, state === "help" ? 0 : undefined);
    app.saved = { item, short: true, state };
  } catch (problem) {
    return app.failed(problem);
  }
  return app.afterSave();
}

function blank(kind) {
  const { stations = [] } = app.last;
  const [first = {}] = app.definition.stations;
  const now = begin({ happened_on: today(), station: stations[0] || first.id, minutes: 120 });
  return Object.assign(now, { kind, step: kind });
}

const back = () => button(t("Back"), () => history.back(), { id: "back", class: "secondary" });

for (const kind of SHORT) {
  screen(kind, () => {
    turnTo(kind);
    const { values } = draft() || blank(kind);
    const form = FORMS[kind](values);
    const say = (state) => () => finish(kind, FORMS[kind](values), state);
    const isSign = kind === "check_in";
    return {
      title: form.title,
      body: [
        isSign && h("p", { class: "hint" }, t("For when you work alone. Your supervisor is told if you are late.")),
        isSign && button(t("I need help"), say("help"), { id: "need-help", class: "danger wide" }),
        ...shown(values, form).map((row) => control(values, row)),
        isSign && button(t("I stop now: do not wait for me"), say("end"), { id: "stop", class: "secondary wide" }),
      ],
      bar: [back(), button(isSign ? t("I am well") : t("Save"), say("well"), { id: "save", class: "primary" })],
    };
  });
}

screen("more", () => ({
  title: t("More"),
  body: SHORT.map((name) => button(FORMS[name]({}).title, () => go(name), { id: name, class: "secondary wide" })),
}));
