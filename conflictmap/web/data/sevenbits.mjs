// Bytes from text of seven bits a character; maps/sevenbits.py says how and why.

const MARK = "~";
const BARRED = [0, 8, 9, 10, 12, 13, 26, 27, 34, 38, 60, 62, 92, 127];
const TWO_BYTES = 0xa0;

/** Does a text hold bytes? JSON never begins so. */
export const holdsBytes = (text) => text.startsWith(MARK);

export function bytesOf(text) {
  const head = text.indexOf(" ");
  const out = new Uint8Array(Number(text.slice(MARK.length, head)));
  let [at, held, bits] = [0, 0, 0];
  for (let i = head + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 128) {
      held = (held << 7) | code;
      bits += 7;
    } else {
      const pair = code - TWO_BYTES;
      held = (held << 14) | (BARRED[pair >> 7] << 7) | (pair & 127);
      bits += 14;
    }
    while (bits >= 8) {
      bits -= 8;
      out[at++] = held >> bits; // of which the lowest eight are kept, and nothing behind the end
    }
  }
  return out;
}
