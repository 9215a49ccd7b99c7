// The key of drafts lies wrapped by the PIN together with a key that the browser gives to nobody.
import { get, change, wipe } from "./store.js";

const ROUNDS = 250000;
export const MOST_TRIES = 10;
let draftKey = null; // in memory only: closing the page locks it

export const isOpen = () => draftKey !== null;
export const lock = () => { draftKey = null; };
export const isSet = async () => Boolean(await get("meta", "pin"));

async function wrapKey(pin, salt, device) {
  const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  const stretched = await crypto.subtle.deriveBits(how, typed, 256);
  const mixed = await crypto.subtle.sign("HMAC", device, stretched);
  return crypto.subtle.importKey("raw", mixed, "AES-GCM", false, ["encrypt", "decrypt"]);
}

const asKey = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);

export async function setPin(pin) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const device = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const wrapped = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await wrapKey(pin, salt, device), raw);
  await change(["meta", "drafts"], (stores) => {
    stores.drafts.clear(); // whatever lay under an older key
    stores.meta.put({ salt, iv, device, wrapped, tries: 0 }, "pin");
  });
  draftKey = await asKey(raw);
  raw.fill(0);
}

// Returns "open", "wrong" with what is left, or "wiped" after the tenth wrong try.
export async function tryPin(pin) {
  // counted before it is tried: closing the page in between saves no try
  const kept = await change(["meta"], async (stores, wait) => {
    const row = await wait(stores.meta.get("pin"));
    row.tries += 1;
    stores.meta.put(row, "pin");
    return row;
  });
  if (kept.tries <= MOST_TRIES) {
    try {
      const key = await wrapKey(pin, kept.salt, kept.device);
      const raw = await crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv }, key, kept.wrapped);
      draftKey = await asKey(raw);
      await change(["meta"], (stores) => { stores.meta.put({ ...kept, tries: 0 }, "pin"); });
      return { state: "open" };
    } catch {
      if (kept.tries < MOST_TRIES) return { state: "wrong", left: MOST_TRIES - kept.tries };
    }
  }
  await wipe();
  return { state: "wiped" };
}

export async function encipher(value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { iv, cipher: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, draftKey, plain) };
}

export async function decipher({ iv, cipher }) {
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, draftKey, cipher);
  return JSON.parse(new TextDecoder().decode(plain));
}
