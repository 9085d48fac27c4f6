// Typed arrays from lists. Their own `from` walks an iterator, which for 200,000 rows is felt.

export function mapInto(Kind, list, make) {
  const out = new Kind(list.length);
  for (let i = 0; i < out.length; i++) out[i] = make(list[i], i);
  return out;
}

/** 0, 1, 2 ... n - 1. */
export function countTo(n, Kind = Int32Array) {
  const out = new Kind(n);
  for (let i = 0; i < n; i++) out[i] = i;
  return out;
}
