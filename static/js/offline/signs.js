// Step 1: can the two talk apart, and which signs are there.
import { app, errorAt } from "./app.js";
import { chips, tick } from "./controls.js";
import { h } from "./dom.js";
import { yesOf } from "./score.js";
import { seenBy, step } from "./steps.js";
import { headcount, placeErrors, where } from "./tally.js";
import { say, t } from "./words.js";

// What is asked, of all or of one: two or several answers, and "Not known", which leaves it open.
export const asked = (rows, holder, at) => rows.map(({ code, text, options }) => chips(`${at}-${code}`, say(text), [
  ...(options ? options.map((each) => ({ value: each.code, text: say(each.text) })) : [{ value: "yes", text: t("Yes") }]),
  { value: "no", text: options ? t("None of these") : t("No") }, { value: "unknown", text: t("Not known") },
], (holder.answers ||= {}), code));

function section({ code, text, questions, asked: rows = [] }, values, isFirst) {
  const said = rows.map((each) => [each.code, (values.answers || {})[each.code]]);
  const seen = questions.filter((each) => values.signs.includes(each.code)).length + yesOf(Object.fromEntries(said)).length;
  const looked = values.looked_for || [];
  const boxes = (rows) => rows.map((each) => tick(`sign-${each.code}`, say(each.text), values.signs, each.code, values, "signs"));
  const children = questions.filter((each) => each.child_only);
  const ask = (isFor) => asked(rows.filter((each) => Boolean(each.child_only) === isFor), values, "ask");
  return h("details", { class: "section", "data-name": `section-${code}`, open: isFirst },
    h("summary", {}, say(text), (seen > 0 || looked.includes(code)) && h("b", { class: "count" }, t("ticked: %(number)d", { number: seen }))),
    boxes(questions.filter((each) => !each.child_only)), ask(false),
    (children.length > 0 || rows.some((each) => each.child_only)) && h("p", { class: "sub" }, t("Only for a child")), boxes(children), ask(true),
    tick(`looked-${code}`, t("I looked for all of these"), looked, code, values, "looked_for"));
}

step("signs", {
  title: () => t("Signs seen"),
  body: (values) => [
    (values.asksPlace ||= !values.station) && where(values),
    app.news && h("p", { class: "note", role: "status" }, app.news),
    chips("apart", t("Can you two talk apart from whoever travels along?"),
      [{ value: "yes", text: t("Yes") }, { value: "no", text: t("No") }], values, "apart",
      { hint: t("If not, ask no names now: the person is not safe to speak.") }),
    h("fieldset", { id: "signs", class: errorAt("signs") ? "group wrong" : "group" },
      h("legend", {}, t("What did you see or hear?")),
      headcount(values) > 1 && h("p", { class: "hint" }, t("What holds for all of them. What you saw on one of them alone comes next.")),
      errorAt("signs") && h("p", { class: "mistake" }, errorAt("signs")),
      app.definition.form.sections.map((each, place) => section(each, values, !place))),
  ],
  check: (values) => {
    app.news = "";
    const errors = placeErrors(values);
    if (!values.apart) errors.push({ at: "apart", text: () => t("Say whether you can talk apart.") });
    if (!seenBy(values).length && !values.guardian && headcount(values) < 2) errors.push({ at: "signs", text: () => t("Tick at least one sign, or go back and choose “None seen”.") });
    return errors;
  },
});
