// Files that are made in the page.

import { el } from "./dom.mjs";

/** Offers a file made here; nothing is sent anywhere. */
export function hand(blob, name) {
  const url = URL.createObjectURL(blob);
  const anchor = el("a", { href: url, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
