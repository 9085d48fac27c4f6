// The map beside the report: where the incident is held to be, where else its words may point, where a person points.

import { kmToWorld, mercatorX, mercatorY } from "../data/geo.mjs";
import { drawBasemap, readBasemap } from "../map/basemap.mjs";
import { drawNames, readLabels } from "../map/names.mjs";
import { makeStage } from "../map/stage.mjs";
import { applyTheme } from "../page/theme.mjs";
import { el } from "../parts/dom.mjs";

const LAYERS = ["ground", "top"];

/** `tools`: { pick(place), point(lat, lon) }; `pick` gets one of the `others` that were shown. */
export function makeGround(desk, tools) {
  const box = el("div", { class: "cmd-map", id: "cmd-map" });
  const ground = { box, map: null, shown: { place: null, others: [], pin: null } };
  ground.start = (raw) => begin(desk, ground, raw, tools);
  ground.show = (place, others) => {
    ground.shown = { place, others, pin: null };
    frameAll(ground);
    ground.stage?.redraw(["top"]);
  };
  ground.pin = (pin) => {
    ground.shown.pin = pin;
    ground.stage?.redraw(["top"]);
  };
  ground.repaint = () => {
    ground.palette = applyTheme(desk.theme, desk.vocab.families);
    ground.stage?.redraw();
  };
  return ground;
}

function begin(desk, ground, raw, tools) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const motion = { zoomAnimation: !still, fadeAnimation: !still, inertia: !still };
  const map = L.map(ground.box, {
    minZoom: 4,
    maxZoom: 16,
    zoomSnap: 0.5,
    zoomControl: false,
    attributionControl: false,
    ...motion,
  });
  ground.map = map;
  ground.basemap = readBasemap(raw);
  ground.labels = readLabels(ground.basemap);
  ground.palette = applyTheme(desk.theme, desk.vocab.families);
  frameAll(ground);
  ground.stage = makeStage(map, LAYERS, (layer, context, frame) => draw(ground, layer, context, frame));
  L.control.scale({ position: "bottomright", imperial: false }).addTo(map);
  L.control.zoom({ position: "topright" }).addTo(map);
  ground.box.setAttribute("aria-label", "Map: arrow keys move it, plus and minus zoom, Enter points at its middle");
  ground.box.setAttribute("role", "application");
  map.on("click", ({ latlng, containerPoint }) => {
    const other = otherAt(ground, containerPoint);
    if (other) tools.pick(other);
    else tools.point(latlng.lat, latlng.lng);
  });
  ground.box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== ground.box) return;
    const { lat, lng } = map.getCenter();
    event.preventDefault(); // the button that gets the focus would take it for a click
    event.stopPropagation();
    tools.point(lat, lng);
  });
  ground.box.addEventListener("focus", () => ground.stage.redraw(["top"]));
  ground.box.addEventListener("blur", () => ground.stage.redraw(["top"]));
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(ground.box);
}

const isPlaced = (place) => Number.isFinite(place?.lat) && Number.isFinite(place?.lon);

/** Shows the place and its runners-up, or the country where nothing is known. */
function frameAll(ground) {
  if (!ground.map) return;
  const { place, others } = ground.shown;
  const placed = [place, ...others].filter(isPlaced);
  const still = { animate: false };
  if (!placed.length) {
    const [west, south, east, north] = ground.basemap.bounds ?? [-10, -10, 10, 10];
    ground.map.fitBounds(
      [
        [south, west],
        [north, east],
      ],
      still,
    );
    return;
  }
  const spread = placed.map(({ lat, lon, radius_km: km = 0 }) => {
    const reach = Math.max(km ?? 0, 12) / 111;
    return L.latLngBounds([lat - reach, lon - reach], [lat + reach, lon + reach]);
  });
  const box = spread.reduce((all, one) => all.extend(one));
  ground.map.fitBounds(box, { ...still, maxZoom: 11, padding: [14, 14] });
}

function otherAt(ground, at) {
  const { others } = ground.shown;
  return others.find((other) => {
    if (!isPlaced(other)) return false;
    const spot = ground.map.latLngToContainerPoint([other.lat, other.lon]);
    return Math.hypot(spot.x - at.x, spot.y - at.y) < 13;
  });
}

function draw(ground, layer, context, frame) {
  const { basemap, palette, labels } = ground;
  if (layer === "ground") {
    drawBasemap(context, frame, basemap, palette, { shadeOf: null, online: false, chosen: [] });
    drawNames(context, frame, labels, palette, []);
    return;
  }
  const { place, others, pin } = ground.shown;
  if (isPlaced(place)) drawPlace(context, frame, palette, place);
  others.forEach((other, i) => isPlaced(other) && drawNumber(context, frame, palette, other, String(i + 1)));
  if (pin) drawPin(context, frame, palette, pin);
  if (document.activeElement === ground.box) drawMiddle(context, frame, palette);
}

const spotOf = ({ worldPx, originX, originY }, { lat, lon }) => [
  mercatorX(lon) * worldPx - originX,
  mercatorY(lat) * worldPx - originY,
];

function disc(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
}

function drawPlace(context, frame, palette, place) {
  const [x, y] = spotOf(frame, place);
  const reach = kmToWorld(place.radius_km ?? 0, place.lat) * frame.worldPx;
  if (reach > 6) {
    disc(context, x, y, reach);
    context.globalAlpha = 0.14;
    context.fillStyle = palette.focus;
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = palette.focus;
    context.lineWidth = 1.2;
    context.stroke();
  }
  disc(context, x, y, 6);
  context.fillStyle = palette.focus;
  context.fill();
  context.strokeStyle = palette["mark-edge"];
  context.lineWidth = 2;
  context.stroke();
}

function drawNumber(context, frame, palette, other, text) {
  const [x, y] = spotOf(frame, other);
  disc(context, x, y, 10);
  context.fillStyle = palette.paper;
  context.fill();
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.5;
  context.stroke();
  context.fillStyle = palette.ink;
  context.font = `600 12px ${palette.sans}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, x, y + 0.5);
}

function drawPin(context, frame, palette, pin) {
  const [x, y] = spotOf(frame, pin);
  const reach = kmToWorld(pin.radius_km ?? 0, pin.lat) * frame.worldPx;
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.5;
  if (reach > 8) {
    context.setLineDash([4, 3]);
    disc(context, x, y, reach);
    context.stroke();
    context.setLineDash([]);
  }
  context.lineWidth = 2.5;
  for (const [dx, dy] of [
    [1, 1],
    [1, -1],
  ]) {
    context.beginPath();
    context.moveTo(x - 7 * dx, y - 7 * dy);
    context.lineTo(x + 7 * dx, y + 7 * dy);
    context.stroke();
  }
}

/** Where Enter would point, while the keyboard is on the map. */
function drawMiddle(context, frame, palette) {
  const [x, y] = [frame.width / 2, frame.height / 2];
  context.strokeStyle = palette.ink;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x - 12, y);
  context.lineTo(x + 12, y);
  context.moveTo(x, y - 12);
  context.lineTo(x, y + 12);
  context.stroke();
}

export const degrees = (lat, lon) => `${lat.toFixed(4)}, ${lon.toFixed(4)}`;
