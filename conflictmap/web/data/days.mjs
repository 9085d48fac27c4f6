// Days as whole numbers, and what stands for "none" in columns of whole numbers.

export const NONE = -1; // "the text does not say"; no count is negative
export const NO_DAY = -2147483648;
const DAY_MS = 86400000;
const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** "2006-09-12" -> days since 1970-01-01, or NO_DAY. */
export function dayNumber(text) {
  const found = ISO_DAY.exec(text ?? "");
  if (!found) return NO_DAY;
  const time = Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
  const day = Math.round(time / DAY_MS);
  return isoDay(day) === text ? day : NO_DAY; // refuses the 31st of February
}

export const isoDay = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);
