// Words in two languages. The English text is the key, so the page speaks even before its words came.
let swahili = {};
let language = "en";

export async function loadWords() {
  try {
    const answer = await fetch("/field/texts.json");
    if (answer.ok) swahili = (await answer.json()).sw;
  } catch {
    // English until the network is back
  }
}

export const languageNow = () => language;

export function speak(code) {
  language = code === "sw" ? "sw" : "en";
  document.documentElement.lang = language;
}

export function t(text, parts = {}) {
  const found = (language === "sw" && swahili[text]) || text;
  return found.replace(/%\((\w+)\)[sd]/g, (whole, name) => (name in parts ? parts[name] : whole));
}

// Texts of the definition come in both languages.
export const say = (both) => (typeof both === "string" ? both : (both && (both[language] || both.en)) || "");

const ZONE = { timeZone: "Africa/Nairobi" };

export const dayOf = (time) => new Date(time).toLocaleDateString("en-CA", ZONE);

export const clockOf = (time) =>
  new Date(time).toLocaleTimeString("en-GB", { ...ZONE, hour: "2-digit", minute: "2-digit" });

export function whenOf(time) {
  const [year, month, day] = dayOf(time).split("-");
  return dayOf(time) === dayOf(Date.now()) ? clockOf(time) : `${day}/${month}/${year} ${clockOf(time)}`;
}
