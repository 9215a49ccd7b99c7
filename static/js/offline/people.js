// Step 2: who it is. The age first, for it decides what follows; a name only if the person wants.
import { app, errorAt, redraw } from "./app.js";
import { chips, chipsAndMore, field, put, tick } from "./controls.js";
import { draft } from "./draft.js";
import { button, h } from "./dom.js";
import { isChild } from "./score.js";
import { asked } from "./signs.js";
import { mayName, seenBy, step } from "./steps.js";
import { asOptions, counted } from "./tally.js";
import { say, t } from "./words.js";

const BANDS = () => [
  ["0_12", t("0 to 12")], ["13_15", t("13 to 15")], ["16_17", t("16 or 17")], ["18_24", t("18 to 24")],
  ["25_34", t("25 to 34")], ["35_up", t("35 or older")], ["child", t("A child, age not known")],
  ["adult", t("An adult, age not known")], ["unknown", t("Not sure")],
].map(([value, text]) => ({ value, text }));
const FROM_COUNTS = [["women", "female"], ["men", "male"], ["girls", "female"], ["boys", "male"], ["not_known", undefined]];

const HOME = "KE";
const open = new Set(); // of whose own signs are shown

// Who travels together is taken to come from one country, Kenya at first.
const somebody = (values, sex) => ({
  id: crypto.randomUUID(), sex,
  nationality: app.definition.nationalities && ((values.persons.slice(-1)[0] || values).nationality ?? HOME),
});

// Whoever was counted on the first screen stands here. Counted anew, who is missing comes behind; of who is
// counted no more, a card goes only while nothing stands on it.
function first(values) {
  const { people: most } = app.definition.limits;
  const had = values.carded || (values.persons.length ? { ...values } : {});
  let isChanged = !values.persons.length;
  for (const [name, sex] of FROM_COUNTS) {
    const spare = (of) => values.persons.find((each) => each.sex === of && !each.age_band && !each.names && !(each.signs || []).length);
    let more = (values[name] || 0) - (had[name] || 0);
    for (; more > 0 && values.persons.length < most; more--, isChanged = true) {
      const nobody = spare(undefined);
      if (nobody) nobody.sex = sex; else values.persons.push(somebody(values, sex));
    }
    for (; more < 0; more++, isChanged = true) values.persons = values.persons.filter((each) => each !== spare(sex));
    had[name] = (values[name] || 0) - more;
  }
  if (!isChanged) return;
  if (!values.persons.length) values.persons.push(somebody(values));
  values.carded = had;
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

function nationality(person, at) {
  const rows = asOptions(app.definition.nationalities || []);
  const unknown = rows.pop(); // the last one says that it is not known; always at hand
  return unknown && chipsAndMore(`nation-${at}`, t("Nationality"), [...rows.slice(0, 2), unknown, ...rows.slice(2)], 3, person, "nationality", { more: t("Other"), list: t("All countries") });
}

const needsSign = (values) => !values.guardian && !seenBy(values).length;

// In a group, what one of them shows beside what holds for all.
function ownSigns(values, person, at) {
  const signs = person.signs || [], count = seenBy(person).length;
  if (values.persons.length < 2 && !count && !needsSign(values)) return false;
  const fits = (each) => !values.signs.includes(each.code) && (isChild(person) || !each.child_only);
  const turn = (event) => {
    if (event.target.open === open.has(person.id)) return;
    if (event.target.open) open.add(person.id); else open.delete(person.id);
    redraw();
  };
  const boxes = () => app.definition.form.sections.map((each) => [h("p", { class: "sub" }, say(each.text)),
    each.questions.filter(fits).map((one) => tick(`own-${at}-${one.code}`, say(one.text), signs, one.code, person, "signs")),
    asked((each.asked || []).filter(fits), person, `own-${at}`)]);
  return h("details", { id: `own-${at}`, "data-name": `own-${person.id}`, class: errorAt(`own-${at}`) ? "section wrong" : "section", open: open.has(person.id), ontoggle: turn },
    h("summary", {}, t("Signs of this person alone"), count > 0 && h("b", { class: "count" }, t("ticked: %(number)d", { number: count }))),
    errorAt(`own-${at}`) && h("p", { class: "mistake" }, errorAt(`own-${at}`)),
    open.has(person.id) && boxes());
}

function card(values, person, place) {
  const at = place + 1;
  const drop = () => put(values, "persons", values.persons.filter((each) => each !== person));
  const many = values.persons.length > 1;
  return h("section", { class: "card", "aria-label": t("Person %(number)d", { number: at }) },
    many && h("h2", {}, t("Person %(number)d", { number: at })),
    chips(`age-${at}`, t("Age"), BANDS(), person, "age_band", { hint: t("As the person says, or as you think. If you are not sure, treat the person as a child.") }),
    chipsAndMore(`sex-${at}`, t("Sex"), asOptions(app.definition.sexes), 4, person, "sex", { more: t("Other"), list: t("Sex") }),
    nationality(person, at),
    ownSigns(values, person, at),
    mayName(values) ? identity(person, at) : h("p", { class: "note" }, t("You cannot talk apart: no name and no phone are asked.")),
    many && button(t("Remove person %(number)d", { number: at }), drop, { id: `drop-${at}`, class: "plain" }));
}

step("people", {
  title: () => ((draft().values.persons || []).length > 1 ? t("The people") : t("The person")),
  body: (values) => {
    first(values);
    const add = () => put(draft().values, "persons", [...values.persons, somebody(values)]);
    const most = app.definition.limits.people;
    return [
      counted(values) > most && h("p", { class: "alarm" }, t("One record takes %(most)d people. Save these, then record the others with “Same vehicle, next traveller”.", { most })),
      ...values.persons.map((person, place) => card(values, person, place)),
      values.persons.length < most && button(t("Add another person"), add, { id: "add-person", class: "secondary wide" }),
    ];
  },
  check: (values) => values.persons.flatMap((person, place) => {
    const errors = [];
    if (!place && needsSign(values) && !values.persons.some((each) => seenBy(each).length)) errors.push({ at: "own-1", text: () => t("Tick at least one sign, or go back and choose “None seen”.") });
    if (!person.age_band) errors.push({ at: `age-${place + 1}`, text: () => t("Choose an age, or “Not sure”.") });
    if (mayName(values) && person.phone && !person.safe_to_call) errors.push({ at: `safe-${place + 1}`, text: () => t("Say whether it is safe to call, or “Not asked”.") });
    if (!person.sex) errors.push({ at: `sex-${place + 1}`, text: () => t("Choose a sex, or “not recorded”.") });
    return errors;
  }),
});
