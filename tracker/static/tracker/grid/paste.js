// A column or a block from a spreadsheet, put into the rows that are seen; it can be taken back.

import { announce, say } from "./words.js";
import { columnsFrom, fieldNamed, nameOf, put, rowOf, rowsOf, seenRows, valueOf } from "./cells.js";
import { said, table } from "./table.js";

// The fields of the last paste: which they are, what stood there, what was put there.
let filled = [];

/** Puts a block in, from this field on. Returns false where it is one cell: that is mere typing. */
export function paste(form, saver, field, text) {
  const block = table(text);
  if (block.length === 1 && block[0].length === 1) return false;
  const rows = seenRows(form);
  const first = rows.indexOf(rowOf(field));
  const columns = columnsFrom(form, field);
  const count = { filled: 0, closed: 0, misfit: 0, beyond: 0 };
  filled = [];
  block.forEach((cells, line) => {
    const row = rows[first + line];
    cells.map(said).forEach((cell, at) => {
      if (cell !== "") count[row && columns[at] ? fill(columns[at](row), cell) : "beyond"] += 1;
    });
  });
  showFilled();
  new Set(filled.map(({ target }) => target)).forEach((target) => saver.changed(target));
  tell(count);
  return true;
}

/** Brings back what stood there, except where something else was typed since. */
export function takeBack(form, saver) {
  const rows = new Map(rowsOf(form).map((row) => [row.dataset.target, row]));
  for (const { target, name, before, after } of filled) {
    const field = rows.has(target) && fieldNamed(rows.get(target), name);
    if (field && valueOf(field) === after) {
      put(field, before);
      saver.changed(target);
    }
  }
  forget();
  announce(say("taken-back"));
}

/** Whether the last thing done was a paste, so that Ctrl+Z means it. */
export const canTakeBack = () => filled.length > 0;

/** After other typing a paste can no longer be taken back as a whole. */
export function forget() {
  filled = [];
  document.querySelectorAll(".pasted").forEach((field) => field.classList.remove("pasted"));
  document.querySelector("[data-grid-pasted]").hidden = true;
}

function fill(field, text) {
  if (!field) return "closed";
  const value = field.tagName === "SELECT" ? choice(field, text) : text;
  if (value === undefined || field.type === "checkbox") return "misfit";
  const note = { target: rowOf(field).dataset.target, name: nameOf(field), before: valueOf(field) };
  put(field, value);
  filled.push({ ...note, after: valueOf(field) });
  field.classList.add("pasted");
  return "filled";
}

/** The choice that is called so, or begins so where only one does. */
function choice(field, text) {
  const plain = text.normalize("NFKC");
  const choices = [...field.options].filter((option) => option.value !== "");
  const exact = choices.find((option) => option.text === plain || option.value === plain);
  const begun = choices.filter((option) => option.text.startsWith(plain));
  return (exact ?? (begun.length === 1 ? begun[0] : undefined))?.value;
}

function showFilled() {
  document.querySelectorAll(".pasted").forEach((field) => field.classList.remove("pasted"));
  for (const { target, name } of filled) {
    fieldNamed(document.getElementById(`t-${target}`), name).classList.add("pasted");
  }
}

function tell(count) {
  const parts = Object.entries(count)
    .filter(([what, number]) => what === "filled" || number > 0)
    .map(([what, number]) => say(`paste-${what}`, { count: number }));
  const text = parts.join(" ");
  const bar = document.querySelector("[data-grid-pasted]");
  bar.hidden = false;
  bar.querySelector("[data-text]").textContent = text;
  bar.querySelector("button").hidden = count.filled === 0;
  announce(text);
}
