// Numbers to call without a network, and what protects the phone: lock, remove everything.
import { app, redraw, screen } from "./app.js";
import { button, h } from "./dom.js";
import { leaveMark } from "./net.js";
import { lock } from "./pin.js";
import { keep } from "./draft.js";
import { tell } from "./send.js";
import { wipe } from "./store.js";
import { nowBy } from "./times.js";
import { say, t } from "./words.js";

let sure = 0;

const STALE = 182 * 864e5; // milliseconds after which a number is to be tried again
const isOld = (checked) => checked && nowBy(app.shift) - Date.parse(checked) > STALE;

const call = ({ number, text, checked }) => h("li", {}, h("a", { class: "call", href: `tel:${number.replace(/[^\d+*#]/g, "")}` },
  h("b", {}, number), h("span", {}, say(text)), isOld(checked) && h("small", {}, t("Not checked for half a year"))));

async function lockNow() {
  await keep();
  lock();
  location.replace("/field/");
}

// All of it, records that wait included: for the moment in which somebody takes the phone.
async function panic() {
  if (!sure) { sure = 1; return redraw(); }
  await wipe({ sealed: true });
  for (const name of await caches.keys()) await caches.delete(name);
  const workers = "serviceWorker" in navigator ? await navigator.serviceWorker.getRegistrations() : [];
  for (const each of workers) await each.unregister();
  leaveMark(false);
  return tell("wiped"); // to this page and every other
}

screen("help", () => ({
  title: t("Help"),
  body: [
    h("h2", {}, t("Call for help")),
    app.definition && app.definition.hotlines.length
      ? h("ul", { class: "calls" }, app.definition.hotlines.map(call))
      : h("p", { class: "note" }, t("No number was checked yet. Ask your supervisor.")),
    h("h2", {}, t("This phone")),
    app.phone && h("p", {}, [app.phone.phone, app.phone.monitor].map((each) => (each && each.label) || each).filter((each) => typeof each === "string").join(", ")),
    app.open && button(t("Lock now"), lockNow, { id: "lock", class: "secondary wide" }),
    h("p", { class: "hint" }, t("Remove everything from this phone when somebody may take it from you. What was not received yet is lost too.")),
    sure > 0 && h("p", { class: "alarm", role: "alert" }, t("Waiting records: %(number)d. Press again to remove everything.", { number: app.waiting })),
    button(sure ? t("Yes, remove everything") : t("Remove everything"), panic, { id: "panic", class: "danger wide" }),
  ],
}));
