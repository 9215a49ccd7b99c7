// From the signs seen on a person to points and a band: the same rules as intercepts/scoring.py.
const CHILD_BANDS = ["0_12", "13_15", "16_17", "child", "unknown"];

// Protection presumes a child until shown otherwise.
export const isChild = (person) => !person.age_band || CHILD_BANDS.includes(person.age_band);

// What counted before a definition said it itself: of one that an older script kept.
const AT_FIRST = [{ code: "control", counts_as: "control" }, { code: "vulnerability", cap: 12 }, { code: "evasion", cap: 10 }];

// `signs`: [{code, section, weight, trigger}]; `rules`: those of the definition.
export function score(signs, presumedChild, rules) {
  let control = 0, vulnerability = 0;
  for (const { code, counts_as: side, cap } of rules.sections || AT_FIRST) {
    const all = signs.reduce((sum, sign) => sum + (sign.section === code && sign.weight), 0);
    const points = Math.min(all, cap || all);
    if (side === "control") control += points; else vulnerability += points;
  }
  const hasTrigger = signs.some((sign) => sign.trigger);
  const isAlone = signs.some((sign) => sign.code === rules.child_alone);
  return { control, vulnerability, band: band(control, vulnerability, presumedChild, hasTrigger, isAlone, rules) };
}

function band(control, vulnerability, child, hasTrigger, isAlone, rules) {
  if (control >= rules.evidence_from || hasTrigger) return "evidence_of_trafficking";
  if (control >= rules.high_risk_control_from || vulnerability >= rules.high_risk_from) return "high_risk";
  if (child && (control > 0 || isAlone || vulnerability >= rules.child_high_risk_from)) return "high_risk";
  if (control > 0 || vulnerability >= rules.at_risk_from || child) return "at_risk";
  return "no_concern";
}

export const GRAVITY = ["no_concern", "at_risk", "high_risk", "evidence_of_trafficking"];

// What is asked rather than ticked. An answer is "yes", "no", "unknown" or the code of one of several.
const askedIn = (form) => form.sections.flatMap((section) => section.asked || []);
const isOpen = (said) => !said || said === "unknown";
export const yesOf = (answers = {}) =>
  Object.entries(answers).filter(([, said]) => !isOpen(said) && said !== "no").map(([code, said]) => (said === "yes" ? code : said));

// The answers to what such a form asks of such a person; undefined for none. What was said to a question that
// a newer form has no more goes along: the office mends the record, and nothing is lost.
export function fitting(form, answers = {}, child) {
  const rows = Object.entries(answers).filter(([code, said]) => {
    const question = askedIn(form).find((each) => each.code === code);
    return question ? said && (child || !question.child_only) : !isOpen(said);
  });
  return rows.length ? Object.fromEntries(rows) : undefined;
}

// Questions nobody answered: not ticked, in a section that was not looked through, or not said to us.
export const unanswered = (form, codes, lookedFor, child, answers = {}) => [
  ...form.sections.flatMap((section) => (lookedFor.includes(section.code) ? [] : section.questions))
    .filter((each) => !codes.includes(each.code)),
  ...askedIn(form).filter((each) => isOpen(answers[each.code])),
].filter((each) => child || !each.child_only).length;

// The signs of a person among those answered with yes: what is asked for children counts for children only.
export function signsOf(form, codes, child) {
  const signsIn = ({ questions, asked = [] }) =>
    [...questions, ...asked.flatMap((each) => (each.options || [each]).map((one) => ({ ...one, of: each.options && each.text })))];
  const known = form.sections.flatMap((section) => signsIn(section).map((sign) => ({ ...sign, section: section.code })));
  return known.filter((sign) => codes.includes(sign.code) && (child || !sign.child_only));
}
