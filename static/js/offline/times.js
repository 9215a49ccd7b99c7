// The times that the phone keeps to: its own clock is a claim, and may be set at any moment.
import { get } from "./store.js";

export const UNDO = 10000; // milliseconds in which a saved record waits in case it is taken back
const LONGEST_PAUSE = 3600000; // for which the office asks
const WAITS = [1, 2, 5, 15, 60]; // minutes after each vain attempt

export const laterThan = (tries) =>
  Date.now() + WAITS[Math.min(tries, WAITS.length) - 1] * 60000 * (0.8 + 0.4 * Math.random());

// A time further off than it can be was written by a clock that has been set back since.
export const held = ({ hold }, now = Date.now()) => hold > now && hold <= now + UNDO;
export async function isPaused() {
  const left = ((await get("meta", "pause")) || 0) - Date.now();
  return left > 0 && left < LONGEST_PAUSE;
}

// The office's clock as far as it is known; the phone's own is sent beside it as a claim.
export const nowBy = (shift, at = Date.now()) => at + (Math.abs(shift || 0) > 120000 ? shift : 0);
