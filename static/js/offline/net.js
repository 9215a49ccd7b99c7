// Whether our own office is reached: only its answer counts, a browser that says "online" may be wrong.
import { all, change, get, put, space } from "./store.js";
import { carry } from "./carry.js";
import { ask, end, sendDue, tell } from "./send.js";

const BEAT = 60000; // milliseconds between two looks while the page is seen
const REPORT = 15 * 60000; // between two reports of the same number
let state = "unknown";
let last = { waiting: -1, at: 0 };

export const netState = () => state;

function become(next) {
  if (next === state) return;
  state = next;
  tell("net");
}

// Nothing, or that the office has ended this phone; 0 where it is not reached.
async function contact() {
  try {
    return (await ask("/field/ping", { method: "GET", token: await get("meta", "token") })).status;
  } catch {
    return 0;
  }
}

export async function look({ force = false, hand = false } = {}) {
  if (navigator.onLine === false && state === "unknown") become("offline"); // said before the office can be missed
  const said = await contact();
  if (![204, 401].includes(said)) {
    become(navigator.onLine === false ? "offline" : "unreached");
    if (hand) await sendDue({ hand });
    return;
  }
  become((await get("meta", "refused")) ? "refused" : "online");
  await sendDue({ force, hand });
  await report(force || said === 401); // what waits goes first, then a phone that was ended is emptied
  await carry({ force, hand });
  // what was cut meanwhile was told already: the end of it is no news of a network
  if (navigator.onLine !== false) become((await get("meta", "refused")) ? "refused" : "online");
}

async function report(force) {
  const token = await get("meta", "token");
  const waiting = (await all("outbox")).filter((item) => item.state !== "attention");
  const now = Date.now();
  if (!token || (!force && waiting.length === last.waiting && now - last.at < REPORT)) return;
  const oldest = waiting.length ? new Date(Math.min(...waiting.map((item) => item.created))).toISOString() : null;
  const { free, persisted } = await space();
  const known = await get("refs", "definition");
  const evicted = (await get("meta", "evicted")) || undefined;
  const body = { waiting: waiting.length, oldest, free_bytes: free, persisted, version: known ? known.version : "", evicted };
  let answer;
  try { answer = await ask("/field/v1/heartbeat", { token, body }); } catch { return; }
  if (answer.body.wipe) { await end(); return; }
  if (answer.status === 401) { await put("meta", true, "refused"); return; }
  if (answer.status !== 200) return;
  last = { waiting: waiting.length, at: now };
  await change(["meta"], (stores) => {
    stores.meta.delete("refused");
    stores.meta.delete("evicted");
    stores.meta.put(Date.parse(answer.body.server_time) - Date.now(), "clock");
  });
  tell("clock");
  if (known && answer.body.definition && answer.body.definition !== known.version) await fetchDefinition(token);
}

export async function fetchDefinition(token) {
  const answer = await ask("/field/v1/definition", { method: "GET", token });
  if (answer.status !== 200) return null;
  await put("meta", Date.parse(answer.body.server_time) - Date.now(), "clock");
  await put("refs", answer.body, "definition");
  tell("definition");
  return answer.body;
}

// What a browser throws away when space is short is the whole storage; a cookie that says nothing but
// "there was a phone here" stays, and tells that records may have been lost.
export const leaveMark = (stays) => {
  document.cookie = `field=here; path=/field/; SameSite=Strict; max-age=${stays ? 31536000 : 0}`;
};

export const wasEvicted = async () => document.cookie.includes("field=here") && !(await get("meta", "token"));

export function begin() {
  addEventListener("online", () => look({ force: true }));
  addEventListener("offline", () => look());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look({ force: true }); });
  setInterval(() => { if (!document.hidden) look(); }, BEAT);
  look({ force: true });
}

// What the page could not send, the browser may send later by itself.
export async function wishBackground() {
  if (![...(await all("outbox")), ...(await all("photos"))].some((item) => item.state !== "attention")) return;
  try {
    const worker = await navigator.serviceWorker.ready;
    if ("sync" in worker) await worker.sync.register("send");
  } catch {
    // sent by the page itself then
  }
}
