// Step 4: what is to be done now, and what happened.
import { app } from "./app.js";
import { box, chips, chipsAndMore, field, select } from "./controls.js";
import { h } from "./dom.js";
import { photographs } from "./photo.js";
import { GRAVITY, isChild } from "./score.js";
import { bandOf, duties, step } from "./steps.js";
import { asOptions } from "./tally.js";
import { t } from "./words.js";

const EVIDENCE = GRAVITY[3];
const fitting = (rows, person) => asOptions(rows.filter((row) => row.for === "all" || row.for === (isChild(person) ? "child" : "adult")));

function whatHappened(values, person, place) {
  const at = place + 1;
  const { outcomes, types } = app.definition;
  return h("section", { class: "card", "aria-label": t("Person %(number)d", { number: at }) },
    values.persons.length > 1 && h("h2", {}, t("Person %(number)d", { number: at })),
    chipsAndMore(`outcome-${at}`, t("What happened next?"), fitting(outcomes, person), 9, person, "outcome", { more: t("Other"), list: t("Other") }),
    bandOf(values, person) !== EVIDENCE && chips(`felt-${at}`, t("Do you see more than the signs say? (optional)"),
      [{ value: EVIDENCE, text: t("Evidence of trafficking") }, { value: "high_risk", text: t("High risk") }, { value: "", text: t("No") }], person, "reported_class"),
    chipsAndMore(`type-${at}`, t("What is it about? (your guess, optional)"), fitting(types, person), 3, person, "intercept_type", { more: t("Other"), list: t("All kinds") }));
}

export const origins = () => [
  ...app.definition.destinations.filter(({ code }) => code.startsWith("county:")),
  ...(app.definition.nationalities || []).filter(({ code }) => code && code !== "KE").map(({ code, text }) => ({ code: `country:${code}`, text })),
];

step("outcome", {
  title: () => t("What happened"),
  body: (values) => [
    duties(values),
    ...values.persons.map((person, place) => whatHappened(values, person, place)),
    chipsAndMore("origin", t("Coming from"), asOptions(origins()), 3, values, "origin", { more: t("Other place"), list: t("All places") }),
    app.definition.operators.length > 0 && chipsAndMore("operator", t("Sacco or company"), asOptions(app.definition.operators), 4, values, "operator", { more: t("Other"), list: t("All saccos") }),
    select("noticed", t("Who noticed first? (optional)"), asOptions((app.definition.noticed || []).filter(({ code }) => code !== "staff")), values, "notified_by", { empty: t("I did myself") }),
    h("details", { class: "more", "data-name": "plate", open: Boolean(values.vehicle_plate) }, h("summary", {}, t("Number plate, if you saw it")),
      field("plate", t("Number plate"), values, "vehicle_plate", { max: 20, autocapitalize: "characters", hint: t("It helps to find vehicles that come again. It is sealed.") })),
    box("police", t("The police were called"), values, "police_called"),
    field("narrative", t("What you saw and heard (optional)"), values, "narrative",
      { rows: 4, max: 4000, hint: t("No names here.") }),
    photographs(values),
  ],
  check: ({ persons }) => persons.flatMap((person, place) => {
    // a guess made at another age stands on no chip any more
    if (!fitting(app.definition.types, person).some((each) => each.value === person.intercept_type)) delete person.intercept_type;
    const fits = fitting(app.definition.outcomes, person).some((each) => each.value === person.outcome);
    return fits ? [] : [{ at: `outcome-${place + 1}`, text: () => t("Choose what happened next.") }];
  }),
});
