// Controls for one thumb: chips, boxes, steppers, fields. Each changes the draft at once.
import { draft, touch } from "./draft.js";
import { errorAt, redraw } from "./app.js";
import { button, h } from "./dom.js";
import { t } from "./words.js";

export function put(holder, name, value, { again = true } = {}) {
  holder[name] = value;
  if (draft()) touch();
  if (again) redraw();
}

const mistake = (id) => errorAt(id) && h("p", { class: "mistake", id: `${id}-error` }, errorAt(id));

export function group(id, legend, kids, hint) {
  const text = errorAt(id);
  return h("fieldset", { id, class: text ? "group wrong" : "group", "aria-describedby": text ? `${id}-error` : hint ? `${id}-hint` : null },
    h("legend", {}, legend), hint && h("p", { class: "hint", id: `${id}-hint` }, hint), mistake(id), kids);
}

// `options`: [{value, text}]; a chip is a radio button, so a screen reader and the keys know it.
export function chips(id, legend, options, holder, name, { hint, after } = {}) {
  const made = options.map(({ value, text }, place) => {
    const choose = () => { put(holder, name, value, { again: !after }); if (after) after(value); };
    return h("label", { class: "chip" },
      h("input", { type: "radio", name: id, id: `${id}-${place}`, checked: holder[name] === value, onchange: choose }),
      h("span", {}, text));
  });
  return group(id, legend, h("div", { class: "chips" }, made), hint);
}

export function box(id, text, holder, name, { again = false, hint } = {}) {
  const toggle = (event) => put(holder, name, event.target.checked, { again });
  return h("label", { class: "box" },
    h("input", { type: "checkbox", id, checked: Boolean(holder[name]), onchange: toggle }),
    h("span", {}, text, hint && h("small", {}, hint)));
}

export function tick(id, text, list, code, holder, name) {
  const toggle = (event) => {
    const rest = (holder[name] || []).filter((each) => each !== code);
    put(holder, name, event.target.checked ? [...rest, code] : rest);
  };
  return h("label", { class: "box" },
    h("input", { type: "checkbox", id, checked: list.includes(code), onchange: toggle }), h("span", {}, text));
}

export function stepper(id, text, holder, name, most) {
  const count = holder[name] || 0;
  const step = (by) => () => put(holder, name, Math.max(0, Math.min(most, count + by)));
  return h("div", { class: "stepper", role: "group", "aria-labelledby": `${id}-name` },
    h("span", { id: `${id}-name` }, text),
    button("−", step(-1), { id: `${id}-less`, "aria-label": t("One less: %(what)s", { what: text }), "aria-disabled": count ? null : "true" }),
    h("output", { id: `${id}-count` }, String(count)),
    button("+", step(1), { id: `${id}-more`, "aria-label": t("One more: %(what)s", { what: text }) }));
}

// Free text: no redraw while somebody types.
export function field(id, label, holder, name, { rows, hint, max = 200, ...more } = {}) {
  const props = {
    id, maxlength: max, autocomplete: "off", autocapitalize: "sentences", spellcheck: "false",
    "aria-describedby": errorAt(id) ? `${id}-error` : hint ? `${id}-hint` : null,
    "aria-invalid": errorAt(id) ? "true" : null, value: holder[name] || "",
    oninput: (event) => put(holder, name, event.target.value, { again: false }), ...more,
  };
  const control = rows ? h("textarea", { rows, ...props }) : h("input", { type: "text", ...props });
  return h("div", { class: errorAt(id) ? "field wrong" : "field" },
    h("label", { for: id }, label), hint && h("p", { class: "hint", id: `${id}-hint` }, hint), mistake(id), control);
}

export function select(id, label, options, holder, name, { empty, after } = {}) {
  const choose = (event) => { put(holder, name, event.target.value || undefined, { again: !after }); if (after) after(event.target.value); };
  const rows = options.map(({ value, text }) => h("option", { value, selected: holder[name] === value }, text));
  return h("div", { class: "field" }, h("label", { for: id }, label), mistake(id),
    h("select", { id, onchange: choose }, h("option", { value: "" }, empty), rows));
}

// The most used as chips, all others in a list under "Other".
export function chipsAndMore(id, legend, options, most, holder, name, texts) {
  const first = options.slice(0, most);
  const chosen = options.find((each) => each.value === holder[name]);
  const shown = chosen && !first.includes(chosen) ? [...first, chosen] : first;
  const rest = options.filter((each) => !shown.includes(each));
  const shut = () => { document.getElementById(`${id}-all`).closest("details").open = false; redraw(); };
  const more = rest.length > 0 && h("details", { class: "more", "data-name": `${id}-all` }, h("summary", {}, texts.more),
    select(`${id}-all`, texts.list, rest, holder, name, { empty: t("Choose"), after: shut }));
  return h("div", { class: "block" }, chips(id, legend, shown, holder, name), more);
}
