// Step 3: the consent is read aloud in a language that the person knows; a child's own view is kept instead.
import { app } from "./app.js";
import { box, chips, field } from "./controls.js";
import { h } from "./dom.js";
import { duties, hasAdult, hasChild, step } from "./steps.js";
import { isChild } from "./score.js";
import { t } from "./words.js";

const ANSWERS = () => [
  { value: "yes", text: t("Says yes") }, { value: "no", text: t("Says no") }, { value: "unable", text: t("Cannot answer now") },
];

// What is said in which tongue holds for all; each adult answers alone.
function adults(values) {
  const { consent } = values;
  const many = values.persons.length > 1;
  const read = app.definition.consent.find((each) => each.language === consent.language);
  return [
    chips("language", t("In which language do you speak?"),
      app.definition.consent.map((each) => ({ value: each.language, text: each.name })), consent, "language"),
    read && hasAdult(values) && h("blockquote", { class: "aloud", lang: read.language }, h("p", { class: "hint" }, t("Read this aloud:")), h("p", {}, read.text)),
    box("interpreter", t("Somebody interpreted"), consent, "interpreter", { hint: t("Never whoever travels along.") }),
    ...values.persons.map((person, place) => !isChild(person) &&
      chips(`answer-${place + 1}`, `${many ? `${t("Person %(number)d", { number: place + 1 })}: ` : ""}${t("Does the person agree that we keep the name and help?")}`,
        ANSWERS(), person, "consent", { hint: t("Without a yes, name and phone are not sent. Help is given all the same.") })),
  ];
}

const children = (values) => [
  duties(values),
  ...values.persons.map((person, place) => isChild(person) &&
    field(`view-${place + 1}`, values.persons.length > 1 ? t("What person %(number)d says and wants", { number: place + 1 }) : t("What the child says and wants"),
      person, "child_view", { rows: 3, max: 1000, hint: t("In the child's own words. A child is not asked for consent; the children officer decides.") })),
];

step("consent", {
  title: () => t("Consent"),
  body: (values) => [...(hasChild(values) ? children(values) : []), ...adults(values)],
  check: ({ consent, persons }) => {
    if (persons.every(isChild)) return [];
    const errors = [];
    if (!consent.language) errors.push({ at: "language", text: () => t("Choose the language.") });
    persons.forEach((person, place) => {
      if (!isChild(person) && !person.consent) errors.push({ at: `answer-${place + 1}`, text: () => t("Choose what the person says.") });
    });
    return errors;
  },
});
