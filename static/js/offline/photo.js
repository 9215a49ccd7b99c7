// Photographs of things, never of a person: made small in the browser, without place or camera.
import { app, errorAt, redraw } from "./app.js";
import { group, put } from "./controls.js";
import { draft } from "./draft.js";
import { button, h } from "./dom.js";
import { t } from "./words.js";
import { toBase64 } from "./vault.js";

const MOST = 3; // of one record
const LONGEST_SIDE = 1280; // pixels
const LARGEST = 150 * 1024; // bytes

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

async function take(event, values) {
  const [file] = event.target.files;
  if (!file) return;
  const begun = draft();
  app.errors = app.errors.filter(({ at }) => at !== "photos");
  try {
    const jpeg = await small(file);
    if (draft() === begun) put(values, "photos", [...(values.photos || []), { id: crypto.randomUUID(), jpeg }]);
  } catch {
    app.errors.push({ at: "photos", text: () => t("This is no picture that the phone can open.") });
    redraw();
  }
}

export function photographs(values) {
  const { photos = [] } = values;
  const drop = (photo) => put(values, "photos", photos.filter((each) => each !== photo));
  return group("photos", t("Photograph of the vehicle, a ticket or a paper (optional)"), [
    photos.map((photo, place) => h("div", { class: "photo" },
      h("img", { src: `data:image/jpeg;base64,${photo.jpeg}`, alt: t("Photograph %(number)d", { number: place + 1 }) }),
      button(t("Remove"), () => drop(photo), { id: `drop-photo-${place + 1}`, class: "plain", "aria-label": t("Remove photograph %(number)d", { number: place + 1 }) }))),
    photos.length < MOST && h("label", { class: "chip" },
      h("input", { type: "file", id: "photo", accept: "image/*", capture: "environment", onchange: (event) => take(event, values), "aria-describedby": errorAt("photos") ? "photos-error" : "photos-hint" }),
      h("span", {}, t("Take a photograph"))),
  ], t("Never of a person."));
}
