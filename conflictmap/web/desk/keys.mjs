// Single keys, while nobody types. They can be turned off, as some people speak to their browser or type with a switch.

/** Where a key is a letter and no command. */
const TYPING = "input:not([type='checkbox']), select, textarea, [contenteditable='true']";

/** `commands`: [{ keys, words, run }]; `isOn()`: whether single keys are wanted. */
export function followKeys(commands, isOn) {
  const byKey = new Map(commands.flatMap((command) => command.keys.map((key) => [key, command])));
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest?.(TYPING) || document.querySelector("dialog[open]")) return;
    const onMap = event.target.closest?.("#cmd-map");
    const command = byKey.get(event.key);
    if (!command || !isOn() || (onMap && event.key.startsWith("Arrow"))) return;
    event.preventDefault();
    command.run(event.key);
  });
}
