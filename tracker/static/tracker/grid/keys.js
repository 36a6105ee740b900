// Moves about the grid as in a spreadsheet, where that takes nothing away from typing.

import { along, beside, go, nameOf, put, rowOf, valueOf } from "./cells.js";

const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

// What stood in the field in use when it was entered: Esc brings it back.
let entered = null;

/** Remembers what stands in a field that is entered; a row saved meanwhile changes nothing. */
export function enter(field) {
  const same = entered?.target === rowOf(field).dataset.target && entered.name === nameOf(field);
  if (!same) {
    entered = { target: rowOf(field).dataset.target, name: nameOf(field), value: valueOf(field) };
  }
}

/** Forgets it once the field was left. */
export const left = () => { entered = null; };

/** One key in a field of the grid. Returns whether it was used up. */
export function press(form, saver, field, event) {
  // While an input method composes, Enter, Esc and arrows belong to it; 229 is Safari's sign.
  if (event.isComposing || event.keyCode === 229) return false;
  if (event.key === "Escape") return restore(field);
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  if (event.key === "Enter") return step(form, saver, field, event.shiftKey ? -1 : 1);
  if (event.key in ARROWS && !event.shiftKey) return arrow(form, field, ARROWS[event.key]);
  return false;
}

function step(form, saver, field, rows) {
  // In a text of several lines Enter is a new line.
  if (field.tagName === "TEXTAREA") return false;
  const next = beside(form, field, rows);
  if (next) go(next);
  else saver.leave(rowOf(field));
  return true;
}

function restore(field) {
  if (!entered || valueOf(field) === entered.value) return false;
  put(field, entered.value);
  if (field.tagName === "INPUT" && field.type !== "checkbox") field.select();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}

function arrow(form, field, [across, down]) {
  if (!isFree(field, across, down)) return false;
  const next = across ? along(field, across) : beside(form, field, down);
  if (next) go(next);
  return Boolean(next);
}

/** Whether an arrow has nothing left to do within the field itself. */
function isFree(field, across, down) {
  // Up and down choose in a list.
  if (field.tagName === "SELECT") return across !== 0;
  if (field.type === "checkbox") return true;
  const all = field.selectionStart === 0 && field.selectionEnd === field.value.length;
  if (field.tagName === "INPUT" && (down || all)) return true;
  if (field.selectionStart !== field.selectionEnd) return false;
  return across + down < 0 ? field.selectionStart === 0 : field.selectionEnd === field.value.length;
}
