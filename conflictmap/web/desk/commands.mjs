// What can be done, by which key, and in which words; the help and the buttons at the foot are made of it.

/** [{ keys, shown, words, run(key), button, main }] */
export function commandsOf(desk, parts, deeds) {
  const ifOpen = (run) => (key) => (desk.case ? run(key) : desk.say("No incident is open.", "told"));
  const ofCase = deedsOf(desk, parts, deeds).map((command) => ({ ...command, run: ifOpen(command.run) }));
  const undo = { keys: ["u"], words: "undo what you did last", button: "Undo", run: () => deeds.undo() };
  return [...stepsOf(desk, parts), ...ofCase, undo, ...looksOf(deeds)];
}

function looksOf(deeds) {
  return [
    { keys: ["l"], words: "who did what", run: () => deeds.log() },
    { keys: ["?"], words: "this help", run: () => deeds.help() },
  ];
}

function stepsOf(desk, parts) {
  const toCase = () => parts.case.focus({ preventScroll: true });
  return [
    {
      keys: ["k", "ArrowUp"],
      shown: ["k", "↑"],
      words: "the one before",
      button: "‹ Previous",
      run: () => desk.step(-1).then(toCase),
    },
    {
      keys: ["j", "ArrowDown"],
      shown: ["j", "↓"],
      words: "the next one",
      button: "Next ›",
      run: () => desk.step(1).then(toCase),
    },
  ];
}

function deedsOf(desk, parts, deeds) {
  return [
    { keys: ["c"], words: "confirm it as it stands, and go on", button: "Confirm", main: true, run: deeds.confirm },
    { keys: ["x"], words: "reject it: it is no incident; and go on", button: "Reject", run: deeds.reject },
    { keys: ["e"], words: "put right: go to the first field that is doubted", button: "Edit", run: parts.fields.edit },
    {
      keys: "123456789".split(""),
      shown: ["1", "…", "9"],
      words: "take the runner-up of this number as the place",
      run: (key) => parts.place.choose(Number(key)),
    },
    { keys: ["/"], words: "look a place up by name", run: () => parts.place.search.focus() },
    { keys: ["g"], words: "go to the map: arrows move it, Enter points at its middle", run: parts.place.lookAt },
    {
      keys: ["m"],
      words: "merge with the one above: both tell one event; and go on",
      button: "Merge above",
      run: deeds.mergeAbove,
    },
    { keys: ["s"], words: "split: it is an event of its own, linked to none", button: "Split", run: deeds.split },
    {
      keys: ["a"],
      words: "add an incident of this report that was missed (select its words first)",
      button: "Add",
      run: deeds.add,
    },
    {
      keys: ["n"],
      words: "write a note, which goes with what you do next",
      run: () => document.getElementById("cmd-note").focus(),
    },
  ];
}
