// Puts the row that the server answered with in place of the one on the page, around the field in
// use: caret, selection, undo and a running input method go on as if nothing had happened.

import { fieldNamed, fieldsOf, nameOf, put, valueOf } from "./cells.js";

/** The row of an answer, or null where the answer is another page. */
export function rowIn(html, target) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.querySelector(`tr[data-target="${CSS.escape(target)}"]`);
}

/**
 * Takes the new row over. `sent` is what it answers to: what was typed since then stays.
 * Returns the row that stands on the page now.
 */
export function takeRow(row, fresh, sent) {
  const held = row.contains(document.activeElement) ? document.activeElement : null;
  keepTyped(row, fresh, sent, held);
  keepOpen(row, fresh);
  fresh.hidden = row.hidden;
  const twin = held?.name && fieldNamed(fresh, nameOf(held));
  if (twin && twin.tagName === held.tagName && twin.type === held.type) {
    settle(held, twin, sent);
    graft(row, fresh, held, twin);
    return row;
  }
  row.replaceWith(fresh);
  if (held) (fieldsOf(fresh)[0] ?? fresh.querySelector("a, button"))?.focus();
  return fresh;
}

function keepTyped(row, fresh, sent, held) {
  for (const field of fieldsOf(row)) {
    const twin = fieldNamed(fresh, nameOf(field));
    if (field !== held && twin && valueOf(field) !== sent[nameOf(field)]) put(twin, valueOf(field));
  }
}

function keepOpen(row, fresh) {
  const folds = fresh.querySelectorAll("details");
  row.querySelectorAll("details").forEach((fold, at) => {
    if (fold.open && folds[at]) folds[at].open = true;
  });
}

/** Gives the field in use what the server made of it, unless it was typed in since. */
function settle(held, twin, sent) {
  const untouched = valueOf(held) === sent[nameOf(held)];
  const written = valueOf(twin);
  if (held.tagName === "SELECT") {
    [...held.options].forEach((option, at) => {
      option.defaultSelected = twin.options[at]?.defaultSelected ?? false;
    });
  } else if (held.type === "checkbox") held.defaultChecked = twin.defaultChecked;
  else held.defaultValue = twin.defaultValue;
  if (!untouched || valueOf(held) === written) return;
  const { selectionStart, selectionEnd } = held;
  const isAtEnd = selectionStart === valueOf(held).length;
  put(held, written);
  // The server may have written it shorter or longer; to write a value moves the caret to its end.
  if (!isAtEnd) held.setSelectionRange?.(selectionStart, selectionEnd);
}

/** Makes `old` like `fresh` without moving `held`, which takes the place of `twin`. */
function graft(old, fresh, held, twin) {
  copyAttributes(old, fresh);
  if (old === held) return;
  const way = [...old.childNodes].find((node) => node.contains(held));
  const into = [...fresh.childNodes].find((node) => node.contains(twin));
  const all = [...fresh.childNodes];
  const at = all.indexOf(into);
  [...old.childNodes].filter((node) => node !== way).forEach((node) => node.remove());
  way.before(...all.slice(0, at));
  way.after(...all.slice(at + 1));
  graft(way, into, held, twin);
}

function copyAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}
