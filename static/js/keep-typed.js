// Choosing the other language on a page with a form keeps what was typed: it waits in this tab alone
// while the page is fetched anew, and is gone from there once it stands in the form again.
const KEY = `typed ${location.pathname}`;
const LEFT_OUT = ["csrfmiddlewaretoken", "password", "file"];

function controls() {
  const forms = document.querySelectorAll("main form[method=post]");
  return [...forms].flatMap((form, number) =>
    [...form.elements]
      .filter((each) => each.name && !LEFT_OUT.includes(each.name) && !LEFT_OUT.includes(each.type))
      .filter((each) => !["submit", "button", "reset"].includes(each.type))
      .map((each) => ({ place: `${number} ${each.name}`, each })),
  );
}

function answerOf(each) {
  if (each.type === "checkbox" || each.type === "radio") return each.checked ? [each.value] : [];
  if (each.type === "select-multiple") return [...each.selectedOptions].map((option) => option.value);
  return [each.value];
}

function keep() {
  const typed = {};
  for (const { place, each } of controls()) typed[place] = [...(typed[place] ?? []), ...answerOf(each)];
  sessionStorage.setItem(KEY, JSON.stringify(typed));
}

function give(each, answers) {
  if (each.type === "checkbox" || each.type === "radio") each.checked = answers.includes(each.value);
  else if (each.type === "select-multiple") {
    for (const option of each.options) option.selected = answers.includes(option.value);
  } else each.value = answers.shift() ?? "";
}

function restore() {
  const kept = sessionStorage.getItem(KEY);
  if (kept === null) return;
  sessionStorage.removeItem(KEY);
  const typed = JSON.parse(kept);
  for (const { place, each } of controls()) if (place in typed) give(each, typed[place]);
}

try {
  restore();
  document.querySelector("form[data-language]")?.addEventListener("submit", keep);
} catch {
  // Storage is switched off in this browser: the page then comes back as the server draws it.
}
