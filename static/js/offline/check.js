// Step 5: read once more, change, save.
import { app, go } from "./app.js";
import { button, h } from "./dom.js";
import { origins } from "./outcome.js";
import { fitting, isChild, signsOf } from "./score.js";
import { stillMaking } from "./photo.js";
import { bandOf, hasAdult, mayKeepName, seenBy, step, unansweredOf } from "./steps.js";
import { asOptions, facts, finish } from "./tally.js";
import { say, t } from "./words.js";

const named = (rows, value) => (asOptions(rows).find((each) => each.value === value) || {}).text || t("Not said");

function line(label, text, place) {
  return h("div", { class: "line" }, h("dt", {}, label), h("dd", {}, text),
    h("dd", {}, button(t("Change"), () => go(place), { class: "plain", "aria-label": t("Change: %(what)s", { what: label }) })));
}

const signs = (codes = [], child = true) => signsOf(app.definition.form, codes, child);
// A question with its answer, a sign as it stands.
const answered = (text) => (text.endsWith("?") ? `${text} ${t("Yes")}` : text);
const inWords = (found) => found.map((each) => (each.of ? `${say(each.of)} ${say(each.text)}` : answered(say(each.text)))).join("; ");
const AGES = () => ({
  "0_12": t("0 to 12"), "13_15": t("13 to 15"), "16_17": t("16 or 17"), "18_24": t("18 to 24"), "25_34": t("25 to 34"),
  "35_up": t("35 or older"), child: t("A child, age not known"), adult: t("An adult, age not known"), unknown: t("Not sure"),
});
const ANSWERS = () => ({ yes: t("Says yes"), no: t("Says no"), unable: t("Cannot answer now") });

function person(values, each, place) {
  const { sexes, outcomes, nationalities } = app.definition;
  const own = signs(seenBy(each), isChild(each));
  const kept = mayKeepName(values, each);
  const typed = [each.names, each.phone].filter(Boolean).join(", ");
  return h("section", { class: "card" }, values.persons.length > 1 && h("h2", {}, t("Person %(number)d", { number: place + 1 })),
    h("dl", {},
      line(t("Age"), AGES()[each.age_band], "people"), line(t("Sex"), named(sexes, each.sex), "people"),
      nationalities && line(t("Nationality"), named(nationalities, each.nationality), "people"),
      own.length > 0 && line(t("Signs of this person alone"), inWords(own), "people"),
      line(t("Questions without an answer"), String(unansweredOf(values, each)), "signs"),
      !isChild(each) && line(t("Consent"), ANSWERS()[each.consent] || t("Not said"), "consent"),
      line(t("Name and phone"), kept ? typed || t("Not said") : t("Not kept"), "people"),
      isChild(each) && line(t("What the child says and wants"), each.child_view || t("Not said"), "consent"),
      line(t("What happened next"), named(outcomes, each.outcome), "outcome")));
}

step("check", {
  title: () => t("Check your answers"),
  body: (values) => [
    h("dl", {},
      line(t("Where"), named(app.definition.stations, values.station), "new"),
      line(t("Vehicle"), named(app.definition.vehicles, values.transport_mode), "new"),
      values.vehicle_plate && line(t("Number plate"), values.vehicle_plate, "outcome"),
      values.notified_by && line(t("Who noticed first"), named(app.definition.noticed, values.notified_by), "outcome"),
      values.origin && line(t("Coming from"), named(origins(), values.origin), "outcome"),
      line(t("Going to"), named(app.definition.destinations, values.destination), "new"),
      line(t("Talked apart"), values.apart === "yes" ? t("Yes") : t("No"), "signs"),
      line(t("Signs seen"), inWords(signs(seenBy(values))) || t("None"), "signs")),
    ...values.persons.map((each, place) => person(values, each, place)),
    h("dl", {}, line(t("The police were called"), values.police_called ? t("Yes") : t("No"), "outcome"),
      line(t("What you saw and heard"), values.narrative || t("Not said"), "outcome"),
      (values.photos || []).length > 0 && line(t("Photographs"), String(values.photos.length), "outcome")),
    stillMaking(),
    h("p", { class: "hint" }, t("After saving, nobody can read this on the phone, not even you.")),
  ],
  last: (now) => finish("intercept", payloadOf(now)),
});

const said = (holder) => Object.fromEntries(Object.entries(holder).filter(([, value]) => value !== undefined && value !== ""));

function payloadOf(now) {
  const { values } = now;
  const persons = values.persons.map((each) => {
    const { names, phone, safe_to_call, child_view, consent, ...rest } = each;
    const own = signs(each.signs, isChild(each)).map((sign) => sign.code);
    const answers = fitting(app.definition.form, each.answers, isChild(each));
    const kept = mayKeepName(values, each) ? { names, phone, safe_to_call } : {};
    return said({ ...rest, ...kept, signs: own.length ? own : undefined, answers, child_view: isChild(each) ? child_view : undefined, consent: isChild(each) ? undefined : consent, band: bandOf(values, each),
      guardian: isChild(each) ? values.guardian : undefined, language: values.consent.language });
  });
  const { language, interpreter } = values.consent;
  const { number } = app.definition.consent.find((each) => each.language === language) || {};
  return said({
    ...facts(now), police_called: Boolean(values.police_called), narrative: values.narrative, notified_by: values.notified_by, apart: values.apart,
    consent: hasAdult(values) || interpreter ? said({ language, text: hasAdult(values) ? number : undefined, interpreter: Boolean(interpreter) }) : undefined,
    form: app.definition.form.number, signs: values.signs, answers: fitting(app.definition.form, values.answers, true),
    looked_for: values.looked_for || [], persons,
  });
}
