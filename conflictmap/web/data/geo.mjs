// Web Mercator on the unit square, and what can be asked of outlines. Pure arithmetic.

const UNITS = 10000; // the payload's whole numbers a degree
export const TILE = 256;
const EARTH_KM = 40075.016686;

export const mercatorX = (lon) => lon / 360 + 0.5;

export function mercatorY(lat) {
  const sine = Math.sin((lat * Math.PI) / 180);
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  return Math.min(1, Math.max(0, y));
}

export const lonOf = (x) => (x - 0.5) * 360;

export const latOf = (y) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/** Unit-square length of `km` at latitude `lat`. */
export const kmToWorld = (km, lat) => km / (EARTH_KM * Math.cos((lat * Math.PI) / 180));

/** Great-circle distance of two points { lat, lon } in km; NaN where one is none. */
export function kmBetween(a, b) {
  const [one, two, apart] = [a?.lat, b?.lat, b?.lon - a?.lon].map((degrees) => (degrees * Math.PI) / 180);
  const half = Math.sin((two - one) / 2) ** 2 + Math.cos(one) * Math.cos(two) * Math.sin(apart / 2) ** 2;
  return (EARTH_KM / Math.PI) * Math.asin(Math.sqrt(half));
}

/** Delta-coded whole numbers -> Float64Array of x, y on the unit square, one for each part, with the bounding box. */
export function decodeShape(shape) {
  let west = Infinity;
  let north = Infinity;
  let east = -Infinity;
  let south = -Infinity;
  const parts = shape.parts.map((part) => {
    const out = new Float64Array(part.length);
    let lon = 0;
    let lat = 0;
    for (let i = 0; i < part.length; i += 2) {
      lon += part[i];
      lat += part[i + 1];
      const x = mercatorX(lon / UNITS);
      const y = mercatorY(lat / UNITS);
      out[i] = x;
      out[i + 1] = y;
      if (x < west) west = x;
      if (x > east) east = x;
      if (y < north) north = y;
      if (y > south) south = y;
    }
    return out;
  });
  return { fill: shape.fill, parts, box: [west, north, east, south] };
}

/** Is the point inside, by the even-odd rule? */
export function contains(shape, x, y) {
  const [west, north, east, south] = shape.box;
  if (!shape.fill || x < west || x > east || y < north || y > south) return false;
  let inside = false;
  for (const part of shape.parts) {
    for (let i = 0, j = part.length - 2; i < part.length; j = i, i += 2) {
      const yi = part[i + 1];
      const yj = part[j + 1];
      if (yi > y !== yj > y && x < ((part[j] - part[i]) * (y - yi)) / (yj - yi) + part[i]) inside = !inside;
    }
  }
  return inside;
}

export const overlaps = (a, b) => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];

/** A round length for a scale bar of at most `maxPx`: { km, px }. */
export function scaleBar(kmPerPx, maxPx) {
  const most = kmPerPx * maxPx;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [5, 2, 1].find((n) => n * power <= most) ?? 1;
  return { km: step * power, px: (step * power) / kmPerPx };
}
