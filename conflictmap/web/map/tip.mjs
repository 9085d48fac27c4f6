// The tip beside what the pointer is on, and the same words for a screen reader.

import { describeMark, describeProvince } from "../data/describe.mjs";
import { el, replace } from "../parts/dom.mjs";

const GAP = 10;
const EDGE = 4;

export class Tip {
  constructor(app, view, map) {
    this.app = app;
    this.view = view;
    this.map = map;
    this.node = el("div", { class: "cm-tip", role: "presentation", hidden: true });
    this.said = el("div", { class: "cm-hidden", role: "status", "aria-live": "polite" });
  }

  hide() {
    this.node.hidden = true;
  }

  say(mark) {
    replace(this.said, describeMark(this.app, this.view, mark).join(". "));
  }

  showMark(mark) {
    this.node.hidden = !mark;
    if (!mark) return;
    this.#write(describeMark(this.app, this.view, mark));
    const { node, map } = this;
    const { pad } = this.view.stage.frame;
    const size = map.getSize();
    const x = mark.px - pad.x;
    const y = mark.py - pad.y;
    const reach = mark.radius + GAP;
    const left = x + reach + node.offsetWidth > size.x;
    node.style.left = `${Math.max(EDGE, left ? x - reach - node.offsetWidth : x + reach)}px`;
    node.style.top = `${Math.min(Math.max(EDGE, y - node.offsetHeight / 2), size.y - node.offsetHeight - EDGE)}px`;
  }

  showProvince(name, at) {
    this.#showAt(name ? describeProvince(this.app, name) : null, at);
  }

  /** The name of something of the reader's own layer. */
  showOwn(name, at) {
    this.#showAt(name ? [name] : null, at);
  }

  #showAt(lines, at) {
    this.node.hidden = !lines;
    if (!lines) return;
    this.#write(lines);
    const { node, map } = this;
    const size = map.getSize();
    node.style.left = `${Math.min(at.x + 14, size.x - node.offsetWidth - EDGE)}px`;
    node.style.top = `${Math.min(at.y + 14, size.y - node.offsetHeight - EDGE)}px`;
  }

  #write([head, ...rest]) {
    replace(
      this.node,
      el("strong", {}, head),
      rest.map((text) => el("span", {}, text)),
    );
  }
}
