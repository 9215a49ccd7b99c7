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

// `head`: {id, kind, version, kid}; `publicKey`: base64 of the uncompressed point.
async function sealBytes(head, publicKey, plain) {
  const office = await crypto.subtle.importKey("raw", fromBase64(publicKey), CURVE, false, []);
  const pair = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const key = await keyFor(head.id, pair, office);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(`${head.id}|${head.kind}|${head.version}|${head.kid}`);
  const cipher = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, plain));
  const bytes = new Uint8Array([1, ...point, ...iv, ...cipher]);
  return { bytes, sha256: toHex(await crypto.subtle.digest("SHA-256", bytes)) };
}

export async function seal(head, publicKey, payload) {
  const { bytes, sha256 } = await sealBytes(head, publicKey, new TextEncoder().encode(JSON.stringify(payload)));
  return { sealed: toBase64(bytes), sha256 };
}

// Of a photograph: 16 bytes of its record's name, then the JPEG.
export async function sealPhoto({ id, jpeg }, of, key) {
  const head = { id, kind: "photo", version: 1, kid: key.kid };
  const { bytes, sha256 } = await sealBytes(head, key.public, new Uint8Array([...idBytes(of), ...fromBase64(jpeg)]));
  return { bytes, row: { ...head, of, size: bytes.length, sha256 } };
}
