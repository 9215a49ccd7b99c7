// Sends what waits, ten at a time, oldest first, one sender at a time, and never gives up.
import { all, change, get, put, wipe } from "./store.js";
import { held, isPaused, laterThan } from "./times.js";

const BATCH = 10;
const PATIENCE = 60000; // milliseconds for one answer
const TAKEN = [200, 201], HANDED_OVER = [409, 422];
const news = typeof BroadcastChannel === "function" ? new BroadcastChannel("field") : null;

export function tell(what) {
  if (news) news.postMessage(what);
  if (typeof document !== "undefined") document.dispatchEvent(new CustomEvent("field", { detail: what }));
}

export function onNews(hear) {
  if (news) news.onmessage = (event) => hear(event.data);
  document.addEventListener("field", (event) => hear(event.detail));
}

export const alone = (name, work) =>
  navigator.locks ? navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? work() : null)) : work();

// `force`: whatever the next try was; `hand`: though the office asked for a pause. Asked during a run, that
// run looks once more. Returns how many still wait, or nothing where another page is the sender.
export const sendDue = ({ force = false, hand = false } = {}) => {
  asked = true;
  return alone("field-send", async () => {
    for (; asked; await run(force || hand, hand)) asked = false;
    return (await all("outbox")).filter((item) => item.state !== "attention").length;
  });
};
let asked = false;

async function run(force, hand) {
  if (!hand && await isPaused()) return;
  const seen = new Set(); // each once in one run
  let size = BATCH;
  for (;;) {
    const items = (await due(force)).filter((item) => !seen.has(item.id));
    const batch = items.filter((item) => item.token === items[0].token).slice(0, size);
    if (!batch.length) return;
    const outcome = await attempt(batch);
    if (outcome === "smaller" && size > 1) { size = 1; continue; }
    batch.forEach((item) => seen.add(item.id));
    tell("changed");
    if (outcome !== "answered") return;
  }
}

async function due(force) {
  const now = Date.now();
  const waiting = (await all("outbox")).filter((item) => item.state === "saved" || item.state === "sending");
  return waiting
    .filter((item) => !held(item, now) && (force || item.next <= now))
    .sort((one, other) => one.created - other.created);
}

export async function mark(batch, changes, store = "outbox") {
  await change([store], async (stores, wait) => {
    for (const item of batch) {
      const row = await wait(stores[store].get(item.id));
      if (row) stores[store].put({ ...row, ...changes(row) });
    }
  });
}

export const later = (batch, until = 0, reasons = [], store = undefined) =>
  mark(batch, (row) => ({ state: "saved", tries: row.tries + 1, next: Math.max(until, laterThan(row.tries + 1)), reasons }), store);

const wire = ({ id, kind, version, device_time, tz, kid, sealed, sha256 }) =>
  ({ id, kind, version, device_time, tz, kid, sealed, sha256 });

export async function ask(path, { token, body, method = "POST", headers = {} } = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const isBytes = body instanceof Uint8Array;
    const all_headers = { ...(body ? { "Content-Type": isBytes ? "application/octet-stream" : "application/json" } : {}), ...headers };
    if (token) all_headers.Authorization = `Device ${token}`;
    const answer = await fetch(path, {
      method, headers: all_headers, signal: stop.signal, cache: "no-store", credentials: "omit",
      body: body && !isBytes ? JSON.stringify(body) : body,
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text.startsWith("{") ? JSON.parse(text) : {} };
  } finally {
    clearTimeout(timer);
  }
}

async function attempt(batch) {
  await mark(batch, () => ({ state: "sending" }));
  tell("changed");
  let answer;
  try {
    answer = await ask("/field/v1/submissions", { token: batch[0].token, body: { items: batch.map(wire) } });
  } catch {
    await later(batch);
    return "unreached";
  }
  const results = answer.body.results || (answer.body.id ? [answer.body] : null);
  if (answer.body.server_time) await put("meta", Date.parse(answer.body.server_time) - Date.now(), "clock");
  if (results) {
    await settle(batch, results);
    if (answer.body.wipe && !(await wasReplaced(batch))) await end();
    return "answered";
  }
  if (answer.status === 413 && batch.length > 1) { await mark(batch, () => ({ state: "saved" })); return "smaller"; }
  return refused(batch, answer);
}

export async function refused(batch, answer, store) {
  const seconds = Number(answer.headers.get("Retry-After")) || 0;
  const until = seconds ? Date.now() + seconds * 1000 : 0;
  if (until) await put("meta", until, "pause");
  const present = answer.status === 401 && await wasReplaced(batch);
  await later(batch, until, [answer.body.error || String(answer.status)], store);
  if (present) await mark(batch, () => ({ token: present, next: 0 }), store);
  else if (answer.body.wipe) await end();
  else if (answer.status === 401) await put("meta", true, "refused");
  return present ? "answered" : "refused";
}

// The phone's present token where it is another than that of the batch: what was revoked is not this enrolment.
export async function wasReplaced([{ token }]) {
  const present = await get("meta", "token");
  return present && present !== token && present;
}

export async function end() {
  if (await get("meta", "ended")) return; // said once; the office says so at each contact
  await wipe();
  tell("wiped");
}

async function settle(batch, results) {
  const found = new Map(results.map((each) => [each.id, each]));
  const kept = batch.filter((item) => ![...TAKEN, ...HANDED_OVER].includes((found.get(item.id) || {}).status));
  await change(["outbox", "receipts"], (stores) => {
    for (const item of batch.filter((each) => !kept.includes(each))) {
      const { status, ref, received_at, reasons } = found.get(item.id);
      const { id, kind, created } = item;
      if (TAKEN.includes(status)) {
        stores.outbox.delete(id);
        stores.receipts.put({ id, kind, created, ref: ref || "", received_at });
      } else stores.outbox.put({ id, kind, created, state: "attention", ref: ref || "", received_at, reasons: reasons || [], tries: item.tries, hold: 0, next: 0 });
    }
  });
  for (const item of kept) await later([item], 0, (found.get(item.id) || {}).reasons || []);
}
