// Where the desk begins: what the page needs once, the parts put together, the first incident.

import { formatter } from "../data/format.mjs";
import { Vocabulary } from "../data/vocab.mjs";
import { applyTheme } from "../page/theme.mjs";
import { el } from "../parts/dom.mjs";
import { Api } from "./api.mjs";
import { build } from "./build.mjs";
import { kept } from "./bar.mjs";
import { Desk } from "./state.mjs";

export async function start() {
  try {
    const { key } = JSON.parse(document.getElementById("cmd-config").textContent);
    const api = new Api(key);
    const who = kept("who") ?? "";
    const begin = await api.get("begin", { who });
    const vocab = new Vocabulary(begin.vocabulary);
    const desk = new Desk(api, begin, { vocab, format: formatter(navigator.languages ?? undefined) });
    desk.theme = kept("theme");
    applyTheme(desk.theme, vocab.families);
    await build(desk, who || begin.who);
    document.documentElement.dataset.ready = "true";
  } catch (error) {
    document.body.append(
      el("p", { class: "cmd-failed", role: "alert" }, `The desk could not be opened: ${error?.message ?? error}`),
    );
    throw error;
  }
}
