// A codebook of a few kinds, in the shape of the page's block.

export const CODEBOOK = {
  kinds: [
    { id: "car_bomb", label: "Car bomb", family: "bomb" },
    { id: "bombing", label: "Other bombing", family: "bomb" },
    { id: "shelling", label: "Shelling", family: "fire" },
    { id: "shooting", label: "Shooting", family: "gun" },
    { id: "body_found", label: "Bodies found", family: "captive" },
    { id: "raid", label: "Raid", family: "else" },
    { id: "other", label: "Other", family: "else" },
  ],
  families: [
    { id: "bomb", label: "Bombings", shape: "circle" },
    { id: "fire", label: "Shelling and air strikes", shape: "triangle" },
    { id: "gun", label: "Shootings", shape: "square" },
    { id: "captive", label: "Captives", shape: "diamond" },
    { id: "else", label: "All else", shape: "hexagon" },
  ],
  groups: { civilian: ["civilian", "civilians"], police: ["police", "police"] },
  doubts: { vague_number: "The number is vague", place_inherited: "The place is carried over" },
  roles: { kind: "kind of attack", killed: "killed" },
  where_prec: { 1: "Exact place", 4: "Somewhere in a province" },
  date_prec: { 1: "the day is known" },
};
