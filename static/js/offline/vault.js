// Seals a record to the office's public key: this phone cannot read it again (docs/field-protocol.md).
const INFO = new TextEncoder().encode("tracekenya field record 1");
const CURVE = { name: "ECDH", namedCurve: "P-256" };

export const toBase64 = (bytes) => {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
};
export const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const toHex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const idBytes = (id) => Uint8Array.from(id.replaceAll("-", "").match(/../g), (pair) => parseInt(pair, 16));

async function keyFor(id, pair, office) {
  const secret = await crypto.subtle.deriveBits({ name: "ECDH", public: office }, pair.privateKey, 256);
  const raw = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: idBytes(id), info: INFO };
  return crypto.subtle.deriveKey(how, raw, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
}

// `head`: {id, kind, version, kid}; `publicKey`: base64 of the uncompressed point. Returns {sealed, sha256}.
export async function seal(head, publicKey, payload) {
  const office = await crypto.subtle.importKey("raw", fromBase64(publicKey), CURVE, false, []);
  const pair = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const key = await keyFor(head.id, pair, office);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(`${head.id}|${head.kind}|${head.version}|${head.kid}`);
  const plain = new TextEncoder().encode(JSON.stringify(payload));
  const cipher = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, plain));
  const sealed = new Uint8Array([1, ...point, ...iv, ...cipher]);
  return { sealed: toBase64(sealed), sha256: toHex(await crypto.subtle.digest("SHA-256", sealed)) };
}
