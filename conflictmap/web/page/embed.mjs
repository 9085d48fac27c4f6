// The line of HTML by which a newsroom puts the map, as it is filtered now, into a page of its own.

import { makeDialog } from "../parts/dialog.mjs";
import { el, labelled, replace } from "../parts/dom.mjs";

const SIZES = [
  ["100%", "640", "As wide as the text, 640 px high"],
  ["680", "560", "680 × 560 px, a column"],
  ["360", "640", "360 × 640 px, a phone"],
];

const quoted = (text) =>
  String(text).replace(/[&"<>]/g, (letter) => ({ "&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;" })[letter]);

const TAG = "iframe"; // not as an element: the page itself holds none

export function embedCode({ src, title, width, height }) {
  return `<${TAG} src="${quoted(src)}" title="${quoted(title)}" width="${quoted(width)}" height="${quoted(height)}" style="border:0" loading="lazy"></${TAG}>`;
}

/** The address others can open: a page on a disk goes by the name of its file, to be put beside theirs. */
export function sharedAddress({ protocol, href, pathname, hash }) {
  return /^https?:$/.test(protocol) ? href : `${pathname.split("/").at(-1)}${hash}`;
}

export function makeEmbed(app) {
  const size = el(
    "select",
    { id: "cm-embed-size", onchange: show },
    SIZES.map(([, , words], i) => el("option", { value: i }, words)),
  );
  const code = el("textarea", { id: "cm-embed-code", readonly: true, rows: 6, "aria-label": "HTML to copy" });
  const said = el("span", { role: "status", class: "cm-soft" });
  const copy = el("button", { type: "button", id: "cm-embed-copy", onclick: take }, "Copy");
  const note = el("p", { class: "cm-soft" });
  const copying = el("div", { class: "cm-form-buttons" }, copy, said);
  const body = el("div", { class: "cm-embed-body" }, labelled("Size", size), code, copying, note);
  const box = makeDialog("cm-embed", "cm-embed", "Embed this map", body);

  function show() {
    const [width, height] = SIZES[Number(size.value)] ?? SIZES[0];
    code.value = embedCode({ src: sharedAddress(location), title: app.table.title, width, height });
    const local = !/^https?:$/.test(location.protocol);
    replace(
      note,
      "It shows the filters and the view as they are now. The page is one file and loads nothing else.",
      local ? " Put the file on your server, and its address in place of its name." : "",
    );
    replace(said);
  }

  async function take() {
    code.select();
    try {
      await navigator.clipboard.writeText(code.value);
      replace(said, "Copied.");
    } catch {
      replace(said, "Selected: copy it with the keyboard."); // the browser gives no clipboard here
    }
  }

  function open() {
    size.value = "0";
    show();
    box.showModal();
    size.focus();
  }
  return { box, open };
}
