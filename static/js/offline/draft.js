// The record that is being written: kept enciphered within half a second, sealed when it is saved.
import { all, change, get, put, remove } from "./store.js";
import { UNDO } from "./times.js";
import { decipher, encipher } from "./pin.js";
import { seal, sealPhoto } from "./vault.js";

const KEEP_HOURS = 72;
const PAUSE = 250; // milliseconds after the first touch that is not kept
let current = null;
let others = []; // drafts of other kinds: each is left as it is while another is on the screen
let timer = 0;
let undo = null; // the last saved draft, in memory alone
let problem = () => {};

export const draft = () => current;
export const isDirty = () => [current, ...others].some((each) => each && each.dirty);
export const onProblem = (tell) => { problem = tell; };

export function begin(values) {
  current = { id: crypto.randomUUID(), begun: Date.now(), step: "new", values, dirty: false };
  return current;
}

export function touch(record = current) {
  record.dirty = true;
  if (record !== current) return enqueue(record);
  timer ||= setTimeout(keep, PAUSE); // however fast somebody types
  return undefined;
}

// Takes up the draft of a kind, or of the road; what was on the screen waits, kept like it.
export function turnTo(kind) {
  if (current && current.kind === kind) return;
  keep();
  if (current) others.push(current);
  current = others.find((each) => each.kind === kind) || null;
  others = others.filter((each) => each !== current);
}

let writing = Promise.resolve();
const still = () => { clearTimeout(timer); timer = 0; };
export function keep() {
  still();
  return enqueue(current);
}

function enqueue(record) {
  writing = writing.then(() => write(record)); // one after the other: an older state never overtakes a newer one
  return writing;
}

async function write(now) {
  if (!now || !now.dirty) return;
  try {
    const sealed = await encipher(now);
    if (current !== now && !others.includes(now)) return; // saved or discarded meanwhile
    await put("drafts", { id: now.id, changed: Date.now(), ...sealed });
  } catch (found) {
    problem(found);
  }
}

export async function forget() {
  still();
  const gone = current;
  current = null;
  if (gone) await remove("drafts", gone.id);
}

// After the PIN: what is too old goes, the newest of each kind is there again, that of the road on the screen.
export async function resume() {
  const since = Date.now() - KEEP_HOURS * 3600000;
  const rows = (await all("drafts")).sort((one, other) => other.changed - one.changed);
  for (const row of rows.filter((each) => each.changed < since)) await remove("drafts", row.id);
  for (const row of rows.filter((each) => each.changed >= since)) {
    try {
      const found = await decipher(row);
      if (!others.some((each) => each.kind === found.kind)) others.push(found);
    } catch {
      await remove("drafts", row.id); // under a key that is gone
    }
  }
  turnTo();
  return current;
}

const offset = () => Intl.DateTimeFormat().resolvedOptions().timeZone.slice(0, 40);

// Sealed at once, so that nothing can be read even if the phone dies now; sent only when the time to
// take it back is over. One transaction: there is a draft or a sealed record, never both, never half.
export async function save(kind, payload, key, wait = UNDO) {
  still();
  const saved = current;
  const head = { id: saved.id, kind, version: 1, kid: key.kid };
  const sealed = await seal(head, key.public, payload);
  const pictures = await Promise.all((kind === "intercept" && saved.values.photos || []).map((photo) => sealPhoto(photo, saved.id, key)));
  const now = Date.now();
  const item = {
    ...head, ...sealed, device_time: new Date(now).toISOString(), tz: offset(), created: now,
    token: await get("meta", "token"), state: "saved", tries: 0, next: 0, hold: now + wait, reasons: [],
  };
  current = null; // from here no late keeping may bring the draft back
  try {
    await change(["drafts", "outbox", "photos", "sealed"], (stores) => {
      stores.drafts.delete(saved.id);
      stores.outbox.put(item);
      for (const { row, bytes } of pictures) {
        stores.photos.put({ ...row, created: now, token: item.token, state: "saved", tries: 0, next: 0, hold: 0, reasons: [] });
        stores.sealed.put(bytes, row.id);
      }
    });
  } catch (found) {
    current = saved;
    throw found;
  }
  undo = wait ? saved : null;
  setTimeout(() => { if (undo === saved) undo = null; }, wait);
  return item;
}

export async function takeBack() {
  const back = undo;
  undo = null;
  if (!back) return false;
  current = back;
  const row = { id: back.id, changed: Date.now(), ...(await encipher(back)) };
  const isBack = await change(["drafts", "outbox", "photos", "sealed"], async (stores, wait) => {
    const item = await wait(stores.outbox.get(back.id));
    if (!item || item.state !== "saved" || item.tries) return false; // on its way already
    stores.outbox.delete(back.id);
    for (const { id } of back.values.photos || []) { stores.photos.delete(id); stores.sealed.delete(id); }
    stores.drafts.put(row);
    return true;
  });
  if (!isBack) current = null;
  return isBack;
}

export const forgetUndo = () => { undo = null; };

// With the key goes what was typed.
export function drop() {
  still();
  current = undo = null;
  others = [];
}
