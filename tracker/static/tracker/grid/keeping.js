// Keeps what is not saved for this tab and this person, so that a reload, a crash or an expired
// session loses nothing that was typed; it is offered back, never put in unasked.

import { fieldNamed, fieldsOf, nameOf, put, valueOf } from "./cells.js";

// Without storage (a browser may refuse it) the page works all the same.
function attempt(work) {
  try {
    return work();
  } catch {
    return null;
  }
}

const rowOfTarget = (target) => document.getElementById(`t-${target}`);
const versionOf = (row) => row.querySelector("input[type=hidden][name$='-version']");

/** What was kept under that name and differs from what the page shows, by target. */
export function keptRows(name) {
  const kept = attempt(() => JSON.parse(sessionStorage.getItem(name))) ?? {};
  return Object.fromEntries(Object.entries(kept).filter(([target, { fields }]) => {
    const row = rowOfTarget(target);
    return row && Object.entries(fields).some(([field, value]) => {
      const found = fieldNamed(row, field);
      return found && valueOf(found) !== value;
    });
  }));
}

/** Keeps these rows and what is still on offer from before. */
export function keep(name, targets, offered) {
  const rows = targets.map((target) => {
    const row = rowOfTarget(target);
    const fields = fieldsOf(row).map((field) => [nameOf(field), valueOf(field)]);
    return [target, { version: versionOf(row)?.value, fields: Object.fromEntries(fields) }];
  });
  const all = { ...offered, ...Object.fromEntries(rows) };
  attempt(() => {
    if (Object.keys(all).length > 0) sessionStorage.setItem(name, JSON.stringify(all));
    else sessionStorage.removeItem(name);
  });
}

/** Puts a kept row back. Its version goes with it: who saved meanwhile is noticed. */
export function bringBack(target, { version, fields }) {
  const row = rowOfTarget(target);
  for (const [name, value] of Object.entries(fields)) {
    const field = fieldNamed(row, name);
    if (field) put(field, value);
  }
  if (versionOf(row) && version !== undefined) versionOf(row).value = version;
}
