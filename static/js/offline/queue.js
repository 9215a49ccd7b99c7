// What waits, what arrived, and why; nothing of what was typed can be shown here any more.
import { app, redraw, screen } from "./app.js";
import { draft } from "./draft.js";
import { button, h, icon } from "./dom.js";
import { look } from "./net.js";
import { all, change, remove, space } from "./store.js";
import { tell } from "./send.js";
import { held } from "./times.js";
import { clockOf, dayOf, t, whenOf } from "./words.js";

const KEEP_DAYS = 30; // of receipts
const SHOWN = 50; // rows of each list
const FULL_FROM = 0.8;
const LITTLE = 20 * 1024 * 1024; // bytes
let rows = { outbox: [], photos: [], receipts: [], space: {} };
let asked = "";
let busy = false;

export async function refreshQueue() {
  const since = Date.now() - KEEP_DAYS * 86400000;
  const receipts = await all("receipts");
  for (const old of receipts.filter((each) => each.created < since)) await remove("receipts", old.id);
  rows = {
    outbox: (await all("outbox")).sort((one, other) => other.created - one.created),
    photos: await all("photos"),
    receipts: receipts.sort((one, other) => other.created - one.created),
    space: await space(),
  };
  app.waiting = [...rows.outbox, ...rows.photos].filter((each) => each.state !== "attention").length;
}

export const ownIntercepts = () => [...rows.outbox, ...rows.receipts].filter((each) => each.kind === "intercept");

const KINDS = () => ({
  tally: t("No signs"), intercept: t("Signs seen"), check_in: t("Check-in"), follow_up: t("Follow-up"),
  community_report: t("Community report"), visit: t("Visit"),
  photo: t("Photograph"),
});
const REASONS = () => ({
  other_content: t("The office has another record under the same number and keeps both."),
  refused_by_form: t("The office's form found something to mend; the office does it."),
  revoked_phone: t("This phone was ended; the office checks what it sent."),
  damaged: t("Damaged on the way; it is sent again."),
});

const kb = (bytes) => Math.round(bytes / 1024);

function words(item) {
  if (item.state === "attention") return { shape: "attention", text: t("Needs attention") };
  if (item.state === "sending" && item.size) return { shape: "sending", text: t("Sending %(have)d of %(size)d KB", { have: kb(item.have), size: kb(item.size) }) };
  if (item.state === "sending") return { shape: "sending", text: t("Sending") };
  return { shape: "kept", text: t("Saved on this phone") };
}

async function drop(item) {
  if (asked !== item.id) { asked = item.id; return redraw(); }
  asked = "";
  const gone = rows.photos.filter(({ id, of }) => id === item.id || (of === item.id && item.state !== "attention"));
  await change(["outbox", "photos", "sealed"], (stores) => {
    stores.outbox.delete(item.id);
    for (const { id } of gone) { stores.photos.delete(id); stores.sealed.delete(id); }
  });
  return tell("changed");
}

function row(item, { shape, text }, more) {
  return h("li", { class: `row ${shape}` }, icon(shape),
    h("div", {}, h("b", {}, text), h("span", {}, `${KINDS()[item.kind] || item.kind}, ${whenOf(item.created)}`), more));
}

function waiting(item) {
  const next = held(item) ? t("Sent after the time to undo.")
    : rows.outbox.some(({ id, state }) => id === item.of && state !== "attention") ? t("It goes after its record.")
    : item.tries ? t("Next try: %(when)s", { when: whenOf(item.next) }) : t("Sent as soon as the office is reached.");
  const reason = item.reasons.map((code) => REASONS()[code]).filter(Boolean).join(" ");
  const sure = asked === item.id;
  const isOver = item.state === "attention" && !item.kept;
  return row(item, words(item), [
    h("span", {}, isOver ? t("Handed over: the office has it.") : item.kept ? t("The office does not take it.") : next), reason && h("span", {}, reason),
    sure && h("span", { role: "alert" }, isOver ? t("It goes from this list only.") : t("It was not received. Deleted, it is lost for good.")),
    item.state !== "sending" && button(sure ? t("Delete it for good") : t("Delete"), () => drop(item), { id: `drop-${item.id}`, class: sure ? "danger" : "plain" }),
  ]);
}

function meter() {
  const { used, free, quota, persisted } = rows.space;
  if (used === null || used === undefined) return null;
  const mb = (bytes) => (bytes / 1048576).toFixed(1);
  const isTight = used / quota > FULL_FROM || free < LITTLE;
  return h("section", { "aria-labelledby": "room" }, h("h2", { id: "room" }, t("Room on this phone")),
    h("meter", { min: 0, max: 1, high: FULL_FROM, value: String(quota ? used / quota : 0), "aria-labelledby": "room" }),
    h("p", {}, t("Used: %(used)s MB, free for us: %(free)s MB.", { used: mb(used), free: mb(free) })),
    isTight && h("p", { class: "alarm" }, t("Little room is left. Delete photos or other applications, and send soon.")),
    h("p", {}, persisted ? t("The browser keeps this safe.") : t("The browser may remove this when room is short. Install this page on the home screen.")));
}

async function sendNow() {
  busy = true;
  redraw();
  try { await look({ hand: true }); } finally { busy = false; tell("changed"); }
}

screen("waiting", () => {
  const today = dayOf(Date.now());
  const waits = [...rows.outbox, ...rows.photos];
  const got = rows.receipts.filter((each) => each.kind !== "photo" && dayOf(each.created) === today).length;
  const made = got + rows.outbox.filter((each) => dayOf(each.created) === today).length;
  return {
    title: t("Waiting to send"),
    body: [
      h("p", { class: "day", id: "day" }, t("%(made)d today, %(received)d received", { made, received: got })),
      draft() && draft().dirty && h("ul", { class: "rows" }, h("li", { class: "row draft" }, icon("draft"), h("div", {}, h("b", {}, t("Draft")), h("span", {}, clockOf(draft().begun))))),
      waits.length ? [h("ul", { class: "rows", id: "outbox" }, waits.slice(0, SHOWN).map(waiting)), waits.length > SHOWN && h("p", {}, t("And more: %(number)d", { number: waits.length - SHOWN }))] : h("p", { class: "note" }, t("Nothing waits. Everything was received.")),
      button(busy ? t("Sending") : t("Send now"), sendNow, { id: "send", class: "secondary wide", "aria-disabled": busy ? "true" : null }),
      rows.receipts.length > 0 && h("h2", {}, t("Received")),
      h("ul", { class: "rows", id: "receipts" }, rows.receipts.slice(0, SHOWN).map((each) =>
        row(each, { shape: "received", text: each.ref ? `${t("Received")} (${each.ref})` : t("Received") }, h("span", {}, t("Office's time: %(when)s", { when: whenOf(each.received_at) }))))),
      meter(),
    ],
  };
});
