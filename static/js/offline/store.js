// What the phone keeps. Drafts are enciphered and records sealed before they come here.
const STORES = ["drafts", "outbox", "receipts", "refs", "meta", "photos", "sealed"]; // the last: bytes of photos
const KEYED = { drafts: "id", outbox: "id", receipts: "id", photos: "id" };
let opened = null;

function open() {
  opened ||= new Promise((resolve, reject) => {
    const wish = indexedDB.open("trace-field", 2);
    wish.onupgradeneeded = () => {
      for (const name of STORES.filter((each) => !wish.result.objectStoreNames.contains(each))) wish.result.createObjectStore(name, KEYED[name] ? { keyPath: KEYED[name] } : {});
    };
    wish.onsuccess = () => {
      wish.result.onversionchange = wish.result.onclose = () => { wish.result.close(); opened = null; };
      resolve(wish.result);
    };
    wish.onerror = () => { opened = null; reject(wish.error); };
  });
  return opened;
}

const result = (wish) => new Promise((resolve, reject) => {
  wish.onsuccess = () => resolve(wish.result);
  wish.onerror = () => reject(wish.error);
});

// One transaction, written to the disk before the promise is kept: whole or not at all.
export async function change(names, work) {
  const data = await open();
  const all = data.transaction(names, "readwrite", { durability: "strict" });
  const done = new Promise((resolve, reject) => {
    all.oncomplete = () => resolve();
    all.onabort = () => reject(all.error || new Error("aborted"));
    all.onerror = () => {};
  });
  let value;
  try {
    value = work(Object.fromEntries(names.map((name) => [name, all.objectStore(name)])), result);
    value = value instanceof Promise ? await value : value;
  } catch (problem) {
    try { all.abort(); } catch { /* it has ended already */ }
    await done.catch(() => {});
    throw problem;
  }
  await done;
  return value;
}

export async function get(name, key) {
  return result((await open()).transaction(name).objectStore(name).get(key));
}

export async function all(name) {
  return result((await open()).transaction(name).objectStore(name).getAll());
}

export const put = (name, value, key) =>
  change([name], (stores) => { if (KEYED[name]) stores[name].put(value); else stores[name].put(value, key); });

export const remove = (name, key) => change([name], (stores) => { stores[name].delete(key); });

export const isFull = (problem) => problem && problem.name === "QuotaExceededError";

// Panic and a revoked phone: what could be read goes. Sealed records stay unless `sealed` is asked too.
export async function wipe({ sealed = false } = {}) {
  const gone = sealed ? STORES : ["drafts", "refs", "receipts"];
  await change(STORES, async (stores, wait) => {
    const token = await wait(stores.meta.get("token"));
    for (const name of gone) stores[name].clear();
    stores.meta.clear();
    if (!sealed && token) stores.meta.put(token, "token");
    if (!sealed) stores.meta.put(true, "ended");
  });
}

export async function space() {
  if (!navigator.storage || !navigator.storage.estimate) return { used: null, free: null, persisted: false };
  const { usage = 0, quota = 0 } = await navigator.storage.estimate();
  const persisted = navigator.storage.persisted ? await navigator.storage.persisted() : false;
  return { used: usage, free: Math.max(0, quota - usage), quota, persisted };
}
