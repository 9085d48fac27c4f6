// Reading an address back: nothing that comes from there is trusted.

/** Those of the given values that are allowed, each once. */
export const some = (values, allowed) => [...new Set(values)].filter((value) => allowed.includes(value));

/** The value of a key if it is allowed. */
export const one = (given, key, allowed, otherwise) => (allowed.includes(given.get(key)) ? given.get(key) : otherwise);

/** The value of a key if it is a whole number from `least` to `most`. */
export function whole(given, key, least, most, otherwise) {
  const value = given.get(key) ?? "";
  return /^\d{1,7}$/.test(value) && Number(value) >= least && Number(value) <= most ? Number(value) : otherwise;
}

/** All that stands in columns of lists, sorted. */
export const distinct = (lists) => [...new Set(lists.flat())].sort();

export const toggled = (list, item) => (list.includes(item) ? list.filter((other) => other !== item) : [...list, item]);
