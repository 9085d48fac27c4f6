// What maps/sevenbits.py writes, bit by bit.

const BARRED = [0, 8, 9, 10, 12, 13, 26, 27, 34, 38, 60, 62, 92, 127];

export function textOf(bytes) {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const digits = (bits.match(/.{1,7}/g) ?? []).map((some) => parseInt(some.padEnd(7, "0"), 2));
  let text = `~${bytes.length} `;
  for (let i = 0; i < digits.length; i++) {
    const barred = BARRED.indexOf(digits[i]);
    text += String.fromCharCode(barred < 0 ? digits[i] : 0xa0 + 128 * barred + (digits[++i] ?? 0));
  }
  return text;
}
