// The grid of a reporting cycle, made quick: keys and paste as in a spreadsheet, rows that save
// themselves, filters without a new page. Without it the same page is a plain form.
//
// What the page gives: form#grid with a row tr#t-<target> for each target, carrying data-target,
// data-state and data-address; fields named t<target>-<field>, hidden ones with them; a row whose
// content is not stored has the class "wrong", and data-stale where somebody was faster. A POST of
// one row's fields without their prefix to data-address answers with the row anew: 200 saved, 422
// and 409 not. Texts and tools stand in the templates of tracker/grid/_script.html.

import { outcomeOf } from "./grid/asking.js";
import { fieldsOf, isTyped, rowOf, rowsOf } from "./grid/cells.js";
import { filter, nextEmpty } from "./grid/finding.js";
import { bringBack, keep, keptRows } from "./grid/keeping.js";
import { enter, left, press } from "./grid/keys.js";
import { canTakeBack, forget, paste, takeBack } from "./grid/paste.js";
import { Saver } from "./grid/saving.js";
import { isTrouble, showPage, showRow } from "./grid/showing.js";
import { announce, learnWords, say } from "./grid/words.js";

const form = document.getElementById("grid");
const finder = document.querySelector("[data-grid-filter]");
const saver = new Saver(form, shown);
let offered = {};

learnWords();
const tools = addTools();
watchTyping();
watchKeys();
watchSaving();
watchFinding();
watchLeaving();
offerKept();

function addTools() {
  const made = document.getElementById("grid-tools").content.cloneNode(true);
  const bar = form.querySelector(".keep .save-state");
  const added = [...made.children];
  if (bar) bar.replaceWith(made);
  else form.append(made);
  form.after(document.getElementById("grid-help").content.cloneNode(true));
  finder?.querySelector("select").append(document.getElementById("grid-states").content);
  return added[0].closest("[data-grid-tools]") ?? added[0];
}

/** After a row's phase changed: the row, the page and what is kept say so. */
function shown(target) {
  if (target !== undefined) {
    const note = saver.note(target);
    const row = document.getElementById(`t-${target}`);
    showRow(row, note);
    if (isTrouble(note?.phase)) {
      announce(`${row.querySelector("th a").textContent}: ${say(note.phase, note)}`);
    }
  }
  showPage(tools, saver);
  keepUnsaved();
}

function keepUnsaved() {
  keep(form.dataset.keep, saver.unsaved, offered);
}

function watchTyping() {
  form.addEventListener("input", ({ target: field }) => {
    if (field.type === "radio") saver.chosen(rowOf(field).dataset.target);
    else if (rowOf(field)) {
      if (canTakeBack()) forget();
      saver.changed(rowOf(field).dataset.target);
      keepUnsaved();
    }
  });
  form.addEventListener("compositionstart", () => { saver.composes = true; });
  form.addEventListener("compositionend", () => { saver.composes = false; });
  form.addEventListener("focusin", ({ target: field }) => { if (isField(field)) enter(field); });
  form.addEventListener("focusout", ({ target: field, relatedTarget: next }) => {
    const row = rowOf(field);
    if (isField(field)) left();
    if (row && !(next && row.contains(next))) saver.leave(row.dataset.target);
  });
  form.addEventListener("paste", (event) => {
    if (!isField(event.target)) return;
    const text = event.clipboardData.getData("text/plain");
    if (paste(form, saver, event.target, text)) event.preventDefault();
  });
  // Rows that came back unsaved, from a plain submission or as a browser restores them.
  for (const row of rowsOf(form)) {
    if (row.matches(".wrong") && fieldsOf(row).length > 0) {
      saver.found(row.dataset.target, outcomeOf(row, 422));
    } else if (isTyped(row)) saver.changed(row.dataset.target);
  }
}

function isField(element) {
  const row = rowOf(element);
  return row !== null && fieldsOf(row).includes(element);
}

function watchKeys() {
  form.addEventListener("keydown", (event) => {
    const used = isField(event.target) && press(form, saver, event.target, event);
    if (used) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    const work = commandOf(event);
    if (!work) return;
    event.preventDefault();
    work();
  });
}

function commandOf(event) {
  const ctrl = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (ctrl && event.code === "KeyS") return save;
  if (ctrl && event.code === "KeyZ" && canTakeBack()) return () => takeBack(form, saver);
  // By its place: with Alt some keyboards make another letter of it.
  if (event.altKey && !event.ctrlKey && event.code === "KeyN") return () => nextEmpty(form);
  return null;
}

function watchSaving() {
  form.addEventListener("submit", submit);
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-grid-save]")) saver.leave(rowOf(target).dataset.target);
    if (target.closest("[data-grid-again]")) saver.tryNow();
    if (target.closest("[data-grid-undo]")) takeBack(form, saver);
  });
  addEventListener("online", () => saver.tryNow());
  // Back from the window where one signed in again.
  addEventListener("focus", () => saver.tryNow());
}

/** Saves what is typed now; what cannot be saved is gone to. */
async function save() {
  const isSaved = await saver.settle();
  if (isSaved) announce(say("all-saved"));
  else goToTrouble();
  return isSaved;
}

/** A submission follows once everything is saved, so that it hands over what is seen. */
async function submit(event) {
  const { submitter } = event;
  const isHandedIn = submitter?.value === "submit";
  if (isHandedIn && saver.unsaved.length === 0) return;
  event.preventDefault();
  if (await save() && isHandedIn) form.requestSubmit(submitter);
}

function goToTrouble() {
  const [target] = saver.unsaved;
  const row = document.getElementById(`t-${target}`);
  row.hidden = false;
  (row.querySelector("[aria-invalid=true], input[type=radio]") ?? fieldsOf(row)[0])?.focus();
}

function watchFinding() {
  finder?.addEventListener("submit", async (event) => {
    event.preventDefault();
    // A page that came filtered has not all rows: another one is asked for.
    if (location.search === "") filter(form, finder);
    else if (await save()) finder.submit();
  });
  finder?.querySelector("[type=search]").addEventListener("input", () => {
    if (location.search === "") filter(form, finder);
  });
  document.querySelector("[data-next-empty]")?.addEventListener("click", (event) => {
    event.preventDefault();
    nextEmpty(form);
  });
}

function watchLeaving() {
  addEventListener("beforeunload", (event) => {
    if (saver.unsaved.length > 0) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    saver.unsaved.forEach((target) => saver.leave(target));
  });
}

/** What an earlier visit could not save is offered; the rest of it is forgotten. */
function offerKept() {
  offered = keptRows(form.dataset.keep);
  const count = Object.keys(offered).length;
  keepUnsaved();
  if (count === 0) return;
  form.before(document.getElementById("grid-kept").content.cloneNode(true));
  const bar = form.previousElementSibling;
  bar.querySelector("[data-text]").textContent = say("kept", { count });
  bar.addEventListener("click", ({ target }) => {
    if (!target.closest("button")) return;
    const kept = offered;
    offered = {};
    bar.remove();
    if (target.closest("[data-grid-back]")) bringAllBack(kept);
    keepUnsaved();
  });
}

function bringAllBack(kept) {
  for (const [target, row] of Object.entries(kept)) {
    bringBack(target, row);
    saver.changed(target);
  }
  fieldsOf(document.getElementById(`t-${Object.keys(kept)[0]}`))[0]?.focus();
  announce(say("brought-back", { count: Object.keys(kept).length }));
}
