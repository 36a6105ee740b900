// Says how far each row has come, in the row and for the page as a whole.

import { clock, say } from "./words.js";

// What asks for somebody is told at once, and not only found on the row.
const TROUBLE = new Set(["refused", "read", "stale", "denied", "offline", "signed-out"]);

// The phases that another save may end, and what its button is called.
const AGAIN = { refused: "again", denied: "again", read: "keep" };

/** The row's own line: saving, saved 14:05, not saved and why. */
export function showRow(row, note) {
  row.toggleAttribute("aria-busy", note?.phase === "saving");
  row.querySelector(".save-state")?.remove();
  delete row.dataset.phase;
  if (!note) return;
  row.dataset.phase = note.phase;
  // The server says "Saved" too, for those without this script; here the time goes with it.
  row.querySelector(".notice")?.remove();
  const line = document.createElement("span");
  line.className = "aside save-state";
  line.textContent = say(note.phase, { time: clock(note.at), why: note.why });
  if (note.phase in AGAIN) line.append(" ", again(AGAIN[note.phase]));
  row.cells[row.cells.length - 1].append(line);
}

/** One sentence for the whole page, and what can be done about it. */
export function showPage(bar, saver) {
  const phases = new Set(saver.unsaved.map((target) => saver.note(target).phase));
  const place = bar.querySelector("[data-text]");
  const text = sentence(saver, phases);
  if (place.textContent !== text) place.textContent = text;
  bar.classList.toggle("trouble", [...phases].some((phase) => TROUBLE.has(phase)));
  const waits = phases.has("offline") || phases.has("signed-out");
  bar.querySelector("[data-grid-again]").hidden = !waits;
  bar.querySelector("[data-grid-login]").hidden = !phases.has("signed-out");
}

function sentence(saver, phases) {
  const count = saver.unsaved.length;
  if (phases.has("signed-out")) return say("all-signed-out", { count });
  if (phases.has("offline")) return say("all-offline", { count });
  if (saver.underway > 0) return say("all-saving", { count: saver.underway });
  if (count > 0) return say("all-unsaved", { count });
  return say("all-saved");
}

/** Whether listeners should hear of that phase, beside what the page says. */
export const isTrouble = (phase) => TROUBLE.has(phase);

function again(word) {
  const made = document.createElement("button");
  made.type = "button";
  made.dataset.gridSave = "";
  made.textContent = say(word);
  return made;
}
