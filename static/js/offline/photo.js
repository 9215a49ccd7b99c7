// Photographs of things, never of a person: made small in the browser, without place or camera.
import { app, errorAt, place, redraw, thumbUp } from "./app.js";
import { group, put } from "./controls.js";
import { draft, touch } from "./draft.js";
import { button, h } from "./dom.js";
import { t } from "./words.js";
import { toBase64 } from "./vault.js";

const MOST = 3; // of one record
const LONGEST_SIDE = 1280; // pixels
const LARGEST = 150 * 1024; // bytes
let making = 0; // how many are being made small
let made = Promise.resolve();

// Waits for what is being made small; returns whether the record can be saved now: not left meanwhile, no fault.
export async function areMade() {
  const record = draft(), step = place();
  if (!making) return true;
  await made;
  return draft() === record && place() === step && !app.errors.length;
}

// What is drawn anew holds pixels alone. Smaller and plainer until it fits.
async function small(file) {
  const picture = await createImageBitmap(file);
  const canvas = document.createElement("canvas");
  try {
    for (let side = LONGEST_SIDE; ; side *= 0.75) {
      const scale = Math.min(1, side / Math.max(picture.width, picture.height));
      canvas.width = Math.ceil(picture.width * scale);
      canvas.height = Math.ceil(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      for (const quality of [0.8, 0.65, 0.5, 0.35]) {
        const made = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", quality); });
        if (made.size <= LARGEST) return toBase64(new Uint8Array(await made.arrayBuffer()));
      }
    }
  } finally {
    picture.close();
  }
}

function take(event) {
  const [file] = event.target.files;
  if (!file) return;
  app.errors = app.errors.filter(({ at }) => at !== "photos");
  making += 1;
  made = Promise.all([made, add(file, draft())]);
  redraw();
}

// A slow phone takes seconds: the picture finds its record, whatever is on the screen by then.
async function add(file, record) {
  try {
    const jpeg = await small(file);
    record.values.photos = [...(record.values.photos || []), { id: crypto.randomUUID(), jpeg }];
    touch(record);
  } catch {
    if (draft() === record) app.errors.push({ at: "photos", text: () => t("This is no picture that the phone can open.") });
  }
  making -= 1;
  await thumbUp();
  redraw();
}

export const stillMaking = () => making > 0 && h("p", { class: "note", role: "status" }, t("The picture is being made small."));

export function photographs(values) {
  const { photos = [] } = values;
  const drop = (photo) => put(values, "photos", photos.filter((each) => each !== photo));
  return group("photos", t("Photograph of the vehicle, a ticket or a paper (optional)"), [
    photos.map((photo, index) => h("div", { class: "photo" },
      h("img", { src: `data:image/jpeg;base64,${photo.jpeg}`, alt: t("Photograph %(number)d", { number: index + 1 }) }),
      button(t("Remove"), () => drop(photo), { id: `drop-photo-${index + 1}`, class: "plain", "aria-label": t("Remove photograph %(number)d", { number: index + 1 }) }))),
    stillMaking(),
    photos.length + making < MOST && h("label", { class: "chip" },
      h("input", { type: "file", id: "photo", accept: "image/*", capture: "environment", onchange: take, "aria-describedby": errorAt("photos") ? "photos-error" : "photos-hint" }),
      h("span", {}, t("Take a photograph"))),
  ], t("Never of a person."));
}
