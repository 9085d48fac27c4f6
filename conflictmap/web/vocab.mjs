// The words of the page: kinds and their families, precision, victims, doubts.

export const KINDS = {
  car_bomb: "Car bomb",
  suicide_car_bomb: "Suicide car bomb",
  suicide_bombing: "Suicide bombing",
  roadside_bomb: "Roadside bomb",
  bombing: "Other bombing",
  shelling: "Shelling",
  air_strike: "Air strike",
  armed_clash: "Armed clash",
  shooting: "Shooting",
  assassination: "Assassination",
  body_found: "Bodies found",
  abduction: "Abduction",
  execution: "Execution",
  arson_sabotage: "Arson, sabotage",
  raid: "Raid",
  other: "Other",
};

// Each family has a hue and a shape, so that neither colour-blind readers nor a grey print lose it.
export const FAMILIES = [
  {
    id: "bomb",
    label: "Bombings",
    shape: "circle",
    kinds: ["car_bomb", "suicide_car_bomb", "suicide_bombing", "roadside_bomb", "bombing"],
  },
  { id: "fire", label: "Shelling and air strikes", shape: "triangle", kinds: ["shelling", "air_strike"] },
  { id: "gun", label: "Shootings and clashes", shape: "square", kinds: ["shooting", "assassination", "armed_clash"] },
  {
    id: "captive",
    label: "Captives and bodies found",
    shape: "diamond",
    kinds: ["body_found", "abduction", "execution"],
  },
  { id: "else", label: "Raids, sabotage, other", shape: "hexagon", kinds: ["raid", "arson_sabotage", "other"] },
];

export const KIND_IDS = FAMILIES.flatMap((family) => family.kinds);
export const OTHER = KIND_IDS.indexOf("other");

export const FAMILY_OF_KIND = KIND_IDS.map((kind) => FAMILIES.findIndex((family) => family.kinds.includes(kind)));

const PRECISION = {
  1: "Exact place",
  2: "Near a known place",
  3: "Somewhere in a district",
  4: "Somewhere in a province",
  5: "Vague, or between places",
  6: "Only the country known",
  7: "On water or in the air",
};

const DATE_PRECISION = {
  1: "the day is known",
  2: "within two to six days",
  3: "within a week",
  4: "within a month",
  5: "within a year",
};

const GROUPS = {
  civilian: ["civilian", "civilians"],
  child: ["child", "children"],
  police: ["police", "police"],
  state_forces: ["member of the country's forces", "members of the country's forces"],
  foreign_forces: ["member of foreign forces", "members of foreign forces"],
  militant: ["militant", "militants"],
  official: ["official", "officials"],
  journalist: ["journalist", "journalists"],
  cleric: ["cleric", "clerics"],
  worker: ["worker", "workers"],
  pilgrim: ["pilgrim", "pilgrims"],
  regional_forces: ["member of regional forces", "members of regional forces"],
  volunteer_forces: ["member of volunteer forces", "members of volunteer forces"],
  unknown: ["person not described", "people not described"],
};

const DOUBTS = {
  ambiguous_place: "Several places have this name",
  conflicting_tolls: "The text gives tolls that contradict each other",
  date_assumed: "The date is taken from the report's own",
  date_imprecise: "The day is not certain",
  date_unknown: "No date can be told",
  fuzzy_place: "The place name was matched by likeness",
  kind_guessed: "The kind of attack is inferred",
  place_inherited: "The place is carried over from an earlier sentence",
  two_places: "Two places fit the words",
  vague_number: "The number is vague in the text",
};

const ROLES = {
  kind: "kind of attack",
  killed: "killed",
  wounded: "wounded",
  abducted: "abducted",
  attacks: "number of attacks",
  place: "place",
  date: "date",
  perpetrator: "who did it",
  target: "target",
  background: "told as history",
  aggregate: "a total",
};

export function sentenceCase(code) {
  const words = String(code).replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

// Codes come from data, so one may be called like a method of objects.
const look = (table, code) => (Object.hasOwn(table, code ?? "") ? table[code] : undefined);

export const kindLabel = (kind) => look(KINDS, kind) ?? (kind ? sentenceCase(kind) : "Kind not given");

export const groupLabel = (group, count = 2) =>
  look(GROUPS, group)?.[count === 1 ? 0 : 1] ?? String(group).replaceAll("_", " ");

export const doubtLabel = (code) => look(DOUBTS, code) ?? sentenceCase(code);

export const precisionLabel = (code) => look(PRECISION, code) ?? "Precision not given";

export const datePrecisionLabel = (code) => look(DATE_PRECISION, code) ?? "";

export const roleLabel = (role) => look(ROLES, role) ?? sentenceCase(role);
