// The parts of the desk put together, and what follows what.

import { el } from "../parts/dom.mjs";
import { hand } from "../parts/hand.mjs";
import { makeAdding } from "./adding.mjs";
import { keep, kept, makeBar, makeSaid, shutList, turnTheme } from "./bar.mjs";
import { commandsOf } from "./commands.mjs";
import { makeAgreementDialog, makeHelpDialog, makeLogDialog, makeNameDialog } from "./dialogs.mjs";
import { makeFields } from "./fields.mjs";
import { followKeys } from "./keys.mjs";
import { makeKin } from "./kin.mjs";
import { makeList } from "./list.mjs";
import { makePlace } from "./place.mjs";
import { makeReport } from "./report.mjs";
import { makeStanding } from "./standing.mjs";

const EVERY = 2000; // ms between two looks at what others do

/** Builds the page and opens the first incident; `offered`: the name that is known of who sits here. */
export async function build(desk, offered) {
  const parts = {};
  const keys = { leave: () => parts.case.focus({ preventScroll: true }), isOn: () => kept("single") !== "off" };
  parts.report = makeReport(desk);
  parts.fields = makeFields(desk, parts.report, keys);
  parts.place = makePlace(desk, parts.report, keys);
  parts.adding = makeAdding(desk, parts.report);
  const deeds = deedsOf(desk, parts);
  parts.kin = makeKin(desk, deeds);
  parts.standing = makeStanding(desk, keys);
  parts.list = makeList(desk, { open: (id) => (shutList(), desk.open(id)) });
  const commands = commandsOf(desk, parts, deeds);
  const name = makeNameDialog(desk, (who) => take(desk, parts, who));
  const help = makeHelpDialog(commands, keys.isOn, (on) => keep("single", on ? "on" : "off"));
  Object.assign(deeds, { help: () => help.showModal(), ...opening(desk, parts, name) });
  parts.bar = makeBar(desk, deeds);
  parts.said = makeSaid(desk);
  lay(parts, commands, [name.box, help, deeds.logBox, deeds.agreeBox, parts.adding.box]);
  follow(desk, parts);
  followKeys(commands, keys.isOn);
  parts.place.ground.start(await desk.api.get("ground"));
  take(desk, parts, offered);
  await desk.open("");
  if (!offered) name.open();
  watch(desk);
}

/** Ways of doing things that buttons and keys share. */
function deedsOf(desk, parts) {
  const act = (action, words, onward, value = "") =>
    desk.case && desk.act([{ action, column: "", value }], words, onward);
  const merge = (one, onward = false) =>
    act("merge", `One event with ${desk.vocab.kind(one.kind)}, ${one.place ?? one.id}`, onward, one.id);
  return {
    confirm: () => act("confirm", "Confirmed", true),
    reject: () => act("reject", "Rejected", true),
    split: () => act("split", "An event of its own"),
    merge: (one) => merge(one),
    mergeAbove: () => {
      const one = desk.case?.kin.find(({ id }) => id === desk.case.above);
      if (one) merge(one, true);
      else desk.say("There is none above it to merge with.", "told");
    },
    undo: (id = null) => desk.undo(id),
    add: () => desk.case && parts.adding.open(),
    save: () => save(desk),
    turnTheme: () => {
      turnTheme(desk);
      parts.place.ground.repaint();
    },
  };
}

function opening(desk, parts, name) {
  const log = makeLogDialog(desk);
  const agreement = makeAgreementDialog(desk);
  return { askName: name.open, log: log.open, agreement: agreement.open, logBox: log.box, agreeBox: agreement.box };
}

function lay(parts, commands, dialogs) {
  const side = el(
    "div",
    { class: "cmd-side" },
    parts.standing.node,
    parts.fields.node,
    parts.place.node,
    parts.kin.node,
    parts.kin.past,
  );
  parts.case = el(
    "main",
    { class: "cmd-case", id: "cmd-case", tabindex: "-1", "aria-label": "The incident" },
    el("p", { class: "cmd-nothing cm-soft" }, "Nothing is left here. Choose at the head of the page what to look at."),
    parts.report.node,
    parts.place.map,
    side,
  );
  const buttons = commands
    .filter(({ button }) => button)
    .map(({ keys, button, run, main }) =>
      el(
        "button",
        {
          type: "button",
          class: `cmd-button${main ? " cmd-main-button" : ""}`,
          id: `cmd-do-${keys[0]}`,
          "aria-keyshortcuts": keys[0],
          onclick: () => run(keys[0]),
        },
        button,
        " ",
        el("kbd", { "aria-hidden": "true" }, keys[0]),
      ),
    );
  const foot = el(
    "footer",
    { class: "cmd-foot" },
    el("div", { class: "cmd-deeds", role: "group", "aria-label": "What to do with it" }, buttons),
    parts.said.node,
  );
  document.body.append(parts.bar.node, parts.list.node, parts.case, foot, ...dialogs);
}

function take(desk, parts, who) {
  desk.who = who;
  if (who) keep("who", who);
  parts.bar.name();
  desk.tell("progress");
}

function follow(desk, parts) {
  let shown = null;
  desk.listen((part) => {
    if (part === "case") parts.case.classList.toggle("cmd-none", !desk.case);
    if (part === "case" && !desk.case) shown = null;
    if (part === "case" && desk.case) {
      const changed = shown !== desk.case.id;
      shown = desk.case.id;
      if (changed) parts.report.show();
      for (const one of [parts.standing, parts.kin]) one.show();
      parts.fields.show(changed);
      parts.place.show(changed);
      parts.list.mark();
      if (changed) document.querySelector(".cmd-side").scrollTop = 0;
    }
    if (part === "list") parts.list.show();
    if (part === "progress") parts.bar.progress();
    if (part === "said") parts.said.show();
    if (part === "busy") document.documentElement.dataset.busy = String(desk.busy > 0);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => parts.place.ground.repaint());
}

/** Looks at what others do, as long as the page is open. */
async function watch(desk) {
  try {
    await desk.follow();
  } catch {
    // The next action says that the desk does not answer; this is only a look.
  }
  setTimeout(() => watch(desk), document.hidden ? EVERY * 5 : EVERY);
}

async function save(desk) {
  const blob = await desk.inTurn(() => desk.api.get("corrections.csv"));
  if (blob) hand(blob, "corrections.csv");
}
