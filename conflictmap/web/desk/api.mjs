// What the page asks of the desk. Every request bears the key that came with the page.

const KEY_HEADER = "X-Conflictmap-Key";

/** The desk said no: `status` as HTTP has it, `told` what came with it. */
export class Refused extends Error {
  constructor(status, told) {
    super(told?.error ?? `the desk answered ${status}`);
    this.status = status;
    this.told = told ?? {};
  }
}

/** The desk did not answer at all. */
export class Silent extends Error {}

export class Api {
  #key;

  constructor(key) {
    this.#key = key;
  }

  /** `params`: what is null is left out. */
  get(path, params = {}) {
    const given = Object.entries(params).filter(([, value]) => value !== null && value !== undefined);
    const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
    return this.#ask(given.length ? `${path}?${query}` : path, { method: "GET" });
  }

  post(path, body) {
    const headers = { "Content-Type": "application/json" };
    return this.#ask(path, { method: "POST", headers, body: JSON.stringify(body) });
  }

  async #ask(path, options) {
    let answer;
    try {
      answer = await fetch(`/api/${path}`, {
        ...options,
        headers: { ...options.headers, [KEY_HEADER]: this.#key },
        credentials: "same-origin",
        cache: "no-store",
        redirect: "error",
      });
    } catch (error) {
      throw new Silent(String(error));
    }
    if (!answer.ok) throw new Refused(answer.status, await readTold(answer));
    return answer.headers.get("Content-Type")?.startsWith("application/json") ? answer.json() : answer.blob();
  }
}

async function readTold(answer) {
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    return { error: text.trim().slice(0, 300) };
  }
}
