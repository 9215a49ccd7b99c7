// Step 2: who it is. The age first, for it decides what follows; a name only if the person wants.
import { app } from "./app.js";
import { chips, chipsAndMore, field, put } from "./controls.js";
import { draft } from "./draft.js";
import { button, h } from "./dom.js";
import { mayName, step } from "./steps.js";
import { asOptions } from "./tally.js";
import { t } from "./words.js";

const BANDS = () => [
  ["0_12", t("0 to 12")], ["13_15", t("13 to 15")], ["16_17", t("16 or 17")], ["18_24", t("18 to 24")],
  ["25_34", t("25 to 34")], ["35_up", t("35 or older")], ["child", t("A child, age not known")],
  ["adult", t("An adult, age not known")], ["unknown", t("Not sure")],
].map(([value, text]) => ({ value, text }));
const FROM_COUNTS = [["women", "female"], ["men", "male"], ["girls", "female"], ["boys", "male"], ["not_known", undefined]];

const somebody = (sex) => ({ id: crypto.randomUUID(), sex });

// Whoever was counted on the first screen stands here already.
function first(values) {
  if (values.persons.length) return;
  const counted = FROM_COUNTS.flatMap(([name, sex]) => Array(values[name] || 0).fill(sex));
  values.persons = (counted.length ? counted : [undefined]).slice(0, app.definition.limits.people).map(somebody);
  put(values, "persons", values.persons, { again: false });
}

const SAFE = () => [{ value: "yes", text: t("Yes") }, { value: "no", text: t("No") }, { value: "unknown", text: t("Not asked") }];

function identity(person, at) {
  return [
    field(`names-${at}`, t("Name (optional, a nickname will do)"), person, "names", { hint: t("We ask so that the person is found again when help comes. It is sealed.") }),
    field(`phone-${at}`, t("Phone (optional)"), person, "phone", { type: "tel", inputmode: "tel", max: 40 }),
    chips(`safe-${at}`, t("Is it safe to call?"), SAFE(), person, "safe_to_call"),
  ];
}

function card(values, person, place) {
  const at = place + 1;
  const drop = () => put(values, "persons", values.persons.filter((each) => each !== person));
  const many = values.persons.length > 1;
  return h("section", { class: "card", "aria-label": t("Person %(number)d", { number: at }) },
    many && h("h2", {}, t("Person %(number)d", { number: at })),
    chips(`age-${at}`, t("Age"), BANDS(), person, "age_band", { hint: t("As the person says, or as you think. If you are not sure, treat the person as a child.") }),
    chipsAndMore(`sex-${at}`, t("Sex"), asOptions(app.definition.sexes), 4, person, "sex", { more: t("Other"), list: t("Sex") }),
    mayName(values) ? identity(person, at) : h("p", { class: "note" }, t("You cannot talk apart: no name and no phone are asked.")),
    many && button(t("Remove person %(number)d", { number: at }), drop, { id: `drop-${at}`, class: "plain" }));
}

step("people", {
  title: () => t("The person"),
  body: (values) => {
    first(values);
    const add = () => put(draft().values, "persons", [...values.persons, somebody()]);
    return [
      ...values.persons.map((person, place) => card(values, person, place)),
      values.persons.length < app.definition.limits.people && button(t("Add another person"), add, { id: "add-person", class: "secondary wide" }),
    ];
  },
  check: (values) => values.persons.flatMap((person, place) => {
    const errors = [];
    if (!person.age_band) errors.push({ at: `age-${place + 1}`, text: () => t("Choose an age, or “Not sure”.") });
    if (!person.sex) errors.push({ at: `sex-${place + 1}`, text: () => t("Choose a sex, or “not recorded”.") });
    return errors;
  }),
});
