// Light, dark, or as the reader's system has it. The colours stand in base.css; the canvas reads them from there.

const NAMES = [
  "land",
  "abroad",
  "water",
  "river",
  "border",
  "province-line",
  "district-line",
  "label",
  "label-soft",
  "river-name",
  "halo",
  "ink",
  "paper",
  "line",
  "focus",
  "hatch",
  "mark-edge",
  "hollow",
  "on-shade",
  "own",
];

export const isDark = (theme) => (theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);

/** Sets the theme on the page, and returns the colours for the canvas, those of the families in their order. */
export function applyTheme(theme, families) {
  document.documentElement.dataset.theme = isDark(theme) ? "dark" : "light";
  return readPalette(document.documentElement, families);
}

function readPalette(node, families) {
  const style = getComputedStyle(node);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  const palette = Object.fromEntries(NAMES.map((name) => [name, read(name)]));
  palette.families = families.map(({ id }) => read(`family-${id}`) || palette.hollow);
  palette.shapes = families.map(({ shape }) => shape);
  palette.shades = [0, 1, 2, 3, 4].map((i) => read(`shade-${i}`));
  palette.sans = read("sans");
  palette.serif = read("serif");
  palette.soft = read("soft");
  return palette;
}
