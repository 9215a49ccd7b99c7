// After saving: kept or received, ten seconds to take it back, and the next record one thumb away.
import { app, go, redraw, screen } from "./app.js";
import { draft, forgetUndo, takeBack, touch } from "./draft.js";
import { button, buzz, h, icon } from "./dom.js";
import { takeUp } from "./door.js";
import { look, wishBackground } from "./net.js";
import { tell } from "./send.js";
import { all, space } from "./store.js";
import { blank } from "./tally.js";
import { clockOf, t } from "./words.js";

let timer = 0;
let left = 0;

app.afterSave = () => {
  buzz();
  clearInterval(timer);
  const { created, hold } = app.saved.item;
  left = (hold - created) / 1000;
  const end = Date.now() + left * 1000;
  const tick = () => {
    left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    const counter = document.getElementById("undo-left");
    if (counter) counter.textContent = String(left);
    if (left) return;
    clearInterval(timer);
    forgetUndo();
    look({ force: true }).then(wishBackground);
    if (app.saved) redraw();
  };
  timer = setInterval(tick, 500);
  wishToStay();
  wishBackground(); // even if the page is closed before the time to undo is over
  tell("changed");
  go("saved", { replace: true });
  if (!left) tick();
};

async function wishToStay() {
  const { persisted } = await space();
  if (!persisted && navigator.storage && navigator.storage.persist) await navigator.storage.persist();
}

async function undo() {
  clearInterval(timer);
  left = 0;
  if (!(await takeBack())) {
    app.saved.late = true;
    return redraw();
  }
  const { kind, step } = draft();
  touch();
  app.saved = null;
  if (kind) return go(kind, { replace: true });
  return takeUp({ step });
}

// Called when something arrived: the reference of the record that is on the screen.
export async function refreshSaved() {
  const { saved } = app; // taken back or left meanwhile, it is nobody's any more
  if (!saved) return;
  const isIt = (each) => each.id === saved.item.id;
  saved.receipt = (await all("receipts")).find(isIt);
  const waiting = (await all("outbox")).find(isIt);
  saved.attention = Boolean(waiting && waiting.state === "attention");
}

const another = (shared) => () => {
  app.saved = null;
  blank(shared);
  go("new", { replace: true });
};

function state() {
  const { receipt, attention, item } = app.saved;
  if (receipt) return [icon("received"), h("p", {}, h("b", {}, t("Received")), " ", receipt.ref, " ", clockOf(receipt.received_at))];
  if (attention) return [icon("attention"), h("p", {}, h("b", {}, t("Needs attention")), " ", t("The office has it and looks at it."))];
  return [icon("kept"), h("p", {}, h("b", {}, t("Saved on this phone")), " ", clockOf(item.created), ". ", t("It is sent by itself. Nobody can read it here any more."))];
}

screen("saved", () => {
  if (!app.saved) return { title: "", body: [], moved: "new" };
  return {
    title: t("Saved"),
    body: [
      app.saved.state === "help" && !app.saved.receipt && h("p", { class: "alarm", role: "alert" }, t("Your office does not know yet. Call a number until this says “Received”.")),
      h("div", { class: "done", role: "status" }, state()),
      left > 0 && button([t("Undo"), " (", h("span", { id: "undo-left" }, String(left)), ")"], undo, { id: "undo", class: "secondary wide" }),
      app.saved.late && h("p", { class: "note", role: "status" }, t("It is too late to undo. Tell the office what is wrong.")),
      app.saved.state === "help" && button(t("Hotline numbers"), () => go("help"), { id: "numbers", class: "danger wide" }),
      !app.saved.short && button(t("Same vehicle, next traveller"), another(app.saved.shared), { id: "same", class: "secondary wide" }),
    ],
    bar: app.saved.short
      ? button(t("Go on"), () => { app.saved = null; go("new", { replace: true }); }, { id: "another", class: "primary" })
      : button(t("New record"), another(), { id: "another", class: "primary" }),
  };
});
