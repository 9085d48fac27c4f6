// Making elements. Text only ever becomes text: there is no innerHTML in this project.

const SVG = "http://www.w3.org/2000/svg";

/** el("p", { class: "note", onclick: fn, "aria-label": "x" }, "text", child, null) */
export function el(tag, props = {}, ...children) {
  return fill(document.createElement(tag), props, children);
}

export function svg(tag, props = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

function fill(node, props, children) {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "style") Object.assign(node.style, value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Text of unknown direction, kept from disturbing what stands beside it. */
export const bdi = (text, props = {}) => el("bdi", { dir: "auto", ...props }, text ?? "");

export function replace(node, ...children) {
  node.replaceChildren(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return node;
}

/** A link, if the address is one of the web; otherwise its text. */
export function link(address, label) {
  const url = webAddress(address);
  if (!url) return bdi(label ?? address);
  return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, bdi(label ?? url.host));
}

export function webAddress(address) {
  try {
    const url = new URL(String(address).trim());
    return url.protocol === "http:" || url.protocol === "https:" ? url : null;
  } catch {
    return null;
  }
}

/** At most one call a frame, with the last arguments. */
export function eachFrame(run) {
  let waiting = null;
  return (...args) => {
    const first = waiting === null;
    waiting = args;
    if (first) {
      requestAnimationFrame(() => {
        const last = waiting;
        waiting = null;
        run(...last);
      });
    }
  };
}

/** One call after things have been quiet for a while. */
export function whenQuiet(run, ms) {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...args), ms);
  };
}

/** One line of a list of facts: its name and its value. */
export const fact = (name, ...value) => [el("dt", {}, name), el("dd", {}, value)];

/** An input of a form with its words above it. */
export const labelled = (words, node) => el("label", { class: "cm-field" }, el("span", {}, words), node);
