// Photographs go after their record, in parts that go on where they were cut, and no text waits for them.
import { all, change, get } from "./store.js";
import { isPaused } from "./times.js";
import { alone, ask, end, later, mark, refused, sendDue, tell, wasReplaced } from "./send.js";

const PART = 65536, LEAST_PART = 8192; // bytes; what a slow line cannot carry in time is halved
const MOST_CALLS = 40; // for one photograph in one run
const KEPT_HERE = 409, HANDED_OVER = 422;

const waits = ({ state }) => state !== "attention";

// The oldest that is due and whose record the office has.
async function nextOf(force, seen) {
  const texts = (await all("outbox")).filter(waits).map(({ id }) => id);
  const now = Date.now();
  return (await all("photos"))
    .filter((photo) => waits(photo) && !seen.has(photo.id) && !texts.includes(photo.of) && (force || photo.next <= now))
    .sort((one, other) => one.created - other.created)[0];
}

// Returns how many wait, or nothing where another page sends them.
export const carry = ({ force = false, hand = false } = {}) => alone("field-photos", async () => {
  const seen = new Set();
  while (hand || !(await isPaused())) {
    const photo = await nextOf(force || hand, seen);
    if (!photo) break;
    seen.add(photo.id);
    const isReached = await whole(photo);
    tell("changed");
    if (!isReached) break;
  }
  return (await all("photos")).filter(waits).length;
});

// Sends one; returns whether the office is there for the next.
async function whole(photo) {
  const { id, of, kid, version, size, sha256, token } = photo;
  const sealed = await get("sealed", id);
  const part = photo.part || PART;
  let have = photo.tries || photo.have ? -1 : 0; // after a cut the office says what it has
  for (let calls = 0; calls < MOST_CALLS; calls++) {
    await sendDue(); // what was typed meanwhile goes first
    const from = Math.max(0, have);
    let answer;
    try {
      answer = await ask("/field/v1/photos", {
        token, body: sealed.subarray(from, have < 0 ? 0 : from + part), headers: { "Field-Photo": JSON.stringify({ id, of, kid, version, size, sha256, from }) },
      });
    } catch {
      break;
    }
    const { status, body } = answer;
    if (body.received_at || status === KEPT_HERE) {
      await settle(photo, status, body);
      if (body.wipe && !(await wasReplaced([photo]))) await end();
      return true;
    }
    if (status !== 200 || !(body.have >= 0)) {
      await refused([photo], answer, "photos");
      return status === 400 || status === 404; // this one alone
    }
    have = body.have;
    await mark([photo], () => ({ state: "sending", have, tries: 0 }), "photos");
    tell("changed");
  }
  await later([photo], 0, [], "photos");
  await mark([photo], () => ({ part: Math.max(LEAST_PART, part / 2) }), "photos");
  return false;
}

const settle = ({ id }, status, { ref, received_at, reasons }) => change(["photos", "sealed", "receipts"], async (stores, wait) => {
  const row = await wait(stores.photos.get(id));
  if (!row) return; // removed meanwhile
  const kept = status === KEPT_HERE;
  if (!kept) stores.sealed.delete(id);
  if (kept || status === HANDED_OVER) stores.photos.put({ ...row, state: "attention", kept, reasons });
  else {
    stores.photos.delete(id);
    stores.receipts.put({ id, kind: "photo", created: row.created, ref, received_at });
  }
});
