// As much of a browser's document as our elements need, so that controls can be made and used in Node.

class FakeNode {
  constructor(tag) {
    Object.assign(this, {
      tag,
      children: [],
      attributes: {},
      dataset: {},
      style: { setProperty: () => {} },
      events: {},
      names: new Set(),
      value: "",
    });
    this.classList = { toggle: (name, on) => (on ? this.names.add(name) : this.names.delete(name)) };
  }

  setAttribute(name, value) {
    this.attributes[name] = value;
    if (name === "id" || name === "value") this[name] = value;
    if (name === "class") for (const one of value.split(" ")) this.names.add(one);
    if (name.startsWith("data-")) this.dataset[name.slice(5)] = value;
  }

  append(...nodes) {
    this.children.push(...nodes);
  }

  replaceChildren(...nodes) {
    this.children = nodes;
  }

  addEventListener(name, run) {
    this.events[name] = run;
  }

  get textContent() {
    return this.children.map((child) => child.textContent ?? String(child)).join("");
  }

  /** The first element below this one that `test` holds for. */
  find(test) {
    for (const child of this.children) {
      if (!(child instanceof FakeNode)) continue;
      const found = test(child) ? child : child.find(test);
      if (found) return found;
    }
    return null;
  }
}

export function fakeDocument() {
  const make = (tag) => new FakeNode(tag);
  return { createElement: make, createElementNS: (_, tag) => make(tag), activeElement: null };
}

/** What a person does with an element. */
export const act = (node, event, patch = {}) => Object.assign(node, patch).events[event]({ target: node });
