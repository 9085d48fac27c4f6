// A reader's own layer: dropped onto the page or chosen from the disk, drawn under the marks, named in the legend.

import { el, replace } from "../parts/dom.mjs";
import { plural } from "../data/format.mjs";
import { eachShape } from "./basemap.mjs";
import { MOST_BYTES, OwnFault, readOwn } from "./own.mjs";

const SHOWN_MS = 12000;
const SIDE = 7; // px of a point's square

/** { choose(), entry, note, input }: opens the choice of a file; what stands in the legend and over the map. */
export function makeOwnLayer(app, stage) {
  const entry = el("p", { class: "cm-own", id: "cm-own", hidden: true });
  const note = el("p", { class: "cm-note", role: "alert", hidden: true });
  const input = el("input", {
    type: "file",
    id: "cm-own-file",
    accept: ".geojson,.json,application/geo+json",
    "aria-label": "A GeoJSON file of your own",
    hidden: true,
    onchange: () => {
      read(input.files[0]);
      input.value = "";
    },
  });
  let timer = 0;

  function say(text) {
    clearTimeout(timer);
    replace(note, text);
    note.hidden = false;
    timer = setTimeout(() => (note.hidden = true), SHOWN_MS);
  }

  async function read(file) {
    if (!file) return;
    try {
      if (file.size > MOST_BYTES) throw new OwnFault(`larger than ${MOST_BYTES / 1e6} MB`);
      show(readOwn(await file.text(), file.name));
    } catch (error) {
      say(`${file.name.slice(0, 80)}: ${error instanceof OwnFault ? error.message : "cannot be read"}.`);
    }
  }

  function show(own) {
    app.own = own;
    entry.hidden = !own;
    if (own) {
      note.hidden = true;
      const many = `${app.format.number(own.count)} ${plural(own.count, "feature", "features")}`;
      const less = own.skipped ? `, ${app.format.number(own.skipped)} could not be drawn` : "";
      const away = el("button", { type: "button", class: "cm-link", onclick: () => show(null) }, "Remove");
      const sign = el("i", { class: "cm-swatch cm-swatch-own", "aria-hidden": "true" });
      replace(entry, sign, el("span", { role: "status" }, el("bdi", {}, own.name), `: ${many}${less}. `), away);
    }
    app.tell(new Set(["own"]));
  }

  watchDrops(stage, read);
  return { choose: () => input.click(), entry, note, input };
}

/** A file that is dropped anywhere on the page is read, and never opened in the map's place. */
function watchDrops(stage, read) {
  const holds = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const over = (on) => stage.classList.toggle("cm-dropping", on);
  window.addEventListener("dragover", (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    over(true);
  });
  window.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) over(false);
  });
  window.addEventListener("drop", (event) => {
    over(false);
    if (!holds(event)) return;
    event.preventDefault();
    read(event.dataTransfer.files[0]);
  });
}

export function drawOwn(context, frame, basemap, own, palette) {
  const colour = palette.own;
  eachShape(context, frame, basemap, own.areas, (path, scale) => {
    context.globalAlpha = 0.1;
    context.fillStyle = colour;
    context.fill(path, "evenodd");
    context.globalAlpha = 1;
    line(context, path, scale, colour, 1.4);
  });
  eachShape(context, frame, basemap, own.lines, (path, scale) => line(context, path, scale, colour, 1.8));
  context.fillStyle = colour;
  context.strokeStyle = palette["mark-edge"];
  context.lineWidth = 1;
  for (const { x, y } of own.points) {
    const left = x * frame.worldPx - frame.originX - SIDE / 2;
    const top = y * frame.worldPx - frame.originY - SIDE / 2;
    if (left < -SIDE || top < -SIDE || left > frame.width || top > frame.height) continue;
    context.fillRect(left, top, SIDE, SIDE);
    context.strokeRect(left, top, SIDE, SIDE);
  }
}

function line(context, path, scale, colour, width) {
  context.strokeStyle = colour;
  context.lineWidth = width / scale;
  context.lineJoin = "round";
  context.stroke(path);
}
