// Lets a form be sent with a passkey: `data-passkey` names where its challenge is asked for,
// `data-passkey-new` the same for a passkey that is being made. Without support the part stays hidden.
function toBytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function toText(buffer) {
  if (!buffer) return undefined;
  const letters = [...new Uint8Array(buffer)].map((each) => String.fromCharCode(each));
  return btoa(letters.join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function known(list) {
  return (list ?? []).map((each) => ({ ...each, id: toBytes(each.id) }));
}

async function challengeFrom(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const body = await answer.json();
  return (body.request_options ?? body).publicKey;
}

async function sign(url) {
  const asked = await challengeFrom(url);
  const publicKey = { ...asked, challenge: toBytes(asked.challenge), allowCredentials: known(asked.allowCredentials) };
  return navigator.credentials.get({ publicKey });
}

async function make(url) {
  const asked = await challengeFrom(url);
  const user = { ...asked.user, id: toBytes(asked.user.id) };
  const excludeCredentials = known(asked.excludeCredentials);
  return navigator.credentials.create({ publicKey: { ...asked, user, challenge: toBytes(asked.challenge), excludeCredentials } });
}

function asJson(credential) {
  const given = credential.response;
  const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const response = Object.fromEntries(names.map((name) => [name, toText(given[name])]));
  if (given.getTransports) response.transports = given.getTransports();
  return JSON.stringify({
    id: credential.id, rawId: toText(credential.rawId), type: credential.type, response,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

function attach(form) {
  const part = form.querySelector("[data-passkey-part]");
  const said = form.querySelector("[data-passkey-said]");
  const answer = [...form.elements].find((each) => each.name?.endsWith("credential"));
  part.hidden = false;
  part.querySelector("button").addEventListener("click", async () => {
    said.textContent = "";
    try {
      const { passkey, passkeyNew } = form.dataset;
      answer.value = asJson(await (passkeyNew ? make(passkeyNew) : sign(passkey)));
      form.requestSubmit();
    } catch {
      said.textContent = form.dataset.passkeyFailed; // given up, timed out, or no such passkey here
    }
  });
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey], form[data-passkey-new]")) attach(form);
}
