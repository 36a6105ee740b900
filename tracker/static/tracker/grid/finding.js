// Shows fewer rows, and finds the next one that waits for its figure.

import { announce, say } from "./words.js";
import { askedOf, go, rowOf, rowsOf, seenRows, valueOf } from "./cells.js";

const IN_NEED = new Set(["typed", "refused", "read", "stale", "denied", "offline", "signed-out"]);

/**
 * Leaves the rows that hold the text and stand in the state. Rows do not vanish while one types in
 * them: the filter looks again only when it is changed itself.
 */
export function filter(form, finder) {
  const text = plain(finder.querySelector("[type=search]").value);
  const state = finder.querySelector("select").value;
  for (const row of rowsOf(form)) {
    row.hidden = !(plain(row.textContent).includes(text) && fits(row, state));
  }
  hideEmptyGroups(form);
  const count = { count: seenRows(form).length, all: rowsOf(form).length };
  document.querySelector("[data-grid-count]").textContent = say("shown", count);
}

/** Goes to the next seen row, after this one and then from the top, whose figure is not there. */
export function nextEmpty(form) {
  const rows = seenRows(form);
  const here = document.activeElement && rowOf(document.activeElement);
  const at = rows.indexOf(here) + 1;
  const found = [...rows.slice(at), ...rows.slice(0, at)].find(isEmpty);
  if (found) go(askedOf(found));
  else announce(say("none-empty"));
}

const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();

function isEmpty(row) {
  const field = askedOf(row);
  return Boolean(field) && valueOf(field).trim() === "";
}

function fits(row, state) {
  if (state === "") return true;
  if (state === "empty") return isEmpty(row);
  if (state === "odd") return row.querySelector(".odd") !== null;
  if (state === "unsaved") return IN_NEED.has(row.dataset.phase);
  return row.dataset.state === state;
}

/** A head over no rows says nothing. */
function hideEmptyGroups(form) {
  let head = null;
  let seen = 0;
  for (const row of [...form.querySelectorAll("tbody tr"), null]) {
    if (row === null || row.matches(".group")) {
      if (head) head.hidden = seen === 0;
      [head, seen] = [row, 0];
    } else if (!row.hidden) seen += 1;
  }
}
