// Saves rows by themselves: one request at a time, in order, tried again while nobody answers.
// What has come of a row's typing is its phase; all but "saved" and "closed" are unsaved.
//
//   typed ──rest or leaving──► waiting ──► saving ──► saved
//                                 ▲           ├─► refused, denied   until something is changed
//                                 │           ├─► read              until it is saved once more
//                                 └─ in a while ─► offline          tried again by itself
//                                             ├─► signed-out        until somebody signs in
//                                             ├─► stale             until somebody chooses
//                                             └─► closed            no longer open to this person

import { contentOf, saveRow } from "./asking.js";
import { fieldsOf, isTyped, nameOf, storedOf, valueOf } from "./cells.js";
import { takeRow } from "./taking.js";

const REST = 2000;
// A figure with words is read by the server; its author should see soon what it was read as.
const REST_OF_WORDS = 700;
const WORDS = /[十百千万亿]/;
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 60_000;

const SETTLED = new Set(["saved", "closed"]);
const UNDERWAY = new Set(["waiting", "saving"]);
const WITHOUT_ANSWER = new Set(["offline", "signed-out"]);

/** `shown(target)` is called after each change of a row's phase, and without one at the end. */
export class Saver {
  #form;
  #shown;
  #notes = new Map();
  #timers = new Map();
  #queue = [];
  #isRunning = false;
  #failures = 0;
  #retry;
  #waiting = [];
  /** Whether an input method is at work, which nothing may disturb. */
  composes = false;

  constructor(form, shown) {
    this.#form = form;
    this.#shown = shown;
  }

  /** `{phase, why, at}` of a row; undefined where nothing was typed since the page came. */
  note(target) {
    return this.#notes.get(target);
  }

  /** The rows with something that is not saved, in the order in which it was typed. */
  get unsaved() {
    return [...this.#notes.keys()].filter((target) => !SETTLED.has(this.#phase(target)));
  }

  /** How many rows are on their way. */
  get underway() {
    return this.#queue.length + (this.#isRunning ? 1 : 0);
  }

  /** A row that came with something that the server refused before. */
  found(target, phase) {
    this.#set(target, phase);
  }

  /** Something was typed in a row. It is saved after a rest, and at once when the row is left. */
  changed(target) {
    const phase = this.#phase(target);
    const wasTyped = [undefined, "typed", "saved"].includes(phase);
    if (wasTyped && !isTyped(this.#row(target))) {
      clearTimeout(this.#timers.get(target));
      if (phase === "typed") this.#set(target, null);
      return;
    }
    // Whoever was told that somebody was faster chooses first; a running request is waited for.
    if (phase !== "stale" && !UNDERWAY.has(phase)) this.#set(target, "typed");
    this.#restart(target);
  }

  /** A choice was made between what was typed and what was stored meanwhile. */
  chosen(target) {
    this.#set(target, "typed");
    this.#restart(target);
  }

  /** Saves what a row holds now; what was refused is tried again. */
  leave(target) {
    if (["typed", "refused", "read", "denied"].includes(this.#phase(target))) this.#enqueue(target);
  }

  /** Saves all there is, and answers whether everything is saved then. */
  async settle() {
    for (const target of this.unsaved) {
      const phase = this.#phase(target);
      if (phase !== "stale" && !UNDERWAY.has(phase)) this.#enqueue(target);
    }
    if (this.underway > 0) await new Promise((done) => { this.#waiting.push(done); });
    return this.unsaved.length === 0;
  }

  /** Does not wait any longer: the connection, or the person, may be back. */
  tryNow() {
    for (const target of this.unsaved) {
      if (WITHOUT_ANSWER.has(this.#phase(target))) this.#enqueue(target);
    }
  }

  #row(target) {
    return document.getElementById(`t-${target}`);
  }

  #phase(target) {
    return this.#notes.get(target)?.phase;
  }

  #set(target, phase, why = "") {
    if (phase === null) this.#notes.delete(target);
    else this.#notes.set(target, { phase, why, at: new Date() });
    this.#shown(target);
  }

  #restart(target) {
    clearTimeout(this.#timers.get(target));
    const spelled = fieldsOf(this.#row(target)).some((field) => (
      field.inputMode === "decimal" && WORDS.test(valueOf(field))
    ));
    this.#timers.set(target, setTimeout(() => {
      if (this.composes) this.#restart(target);
      else if (this.#phase(target) === "typed") this.#enqueue(target);
    }, spelled ? REST_OF_WORDS : REST));
  }

  #enqueue(target) {
    clearTimeout(this.#timers.get(target));
    if (!this.#queue.includes(target)) this.#queue.push(target);
    this.#set(target, "waiting");
    this.#run();
  }

  async #run() {
    if (this.#isRunning) return;
    clearTimeout(this.#retry);
    this.#isRunning = true;
    let phase;
    do phase = await this.#save(this.#queue.shift());
    while (this.#queue.length > 0 && !WITHOUT_ANSWER.has(phase));
    this.#isRunning = false;
    if (WITHOUT_ANSWER.has(phase)) this.#rest(phase);
    else this.#failures = 0;
    this.#shown();
    this.#waiting.splice(0).forEach((done) => done());
  }

  /** One row; answers with its phase afterwards. */
  async #save(target) {
    this.#set(target, "saving");
    const sent = contentOf(this.#row(target));
    const { outcome, fresh, why } = await saveRow(this.#form, this.#row(target), sent);
    if (!fresh) {
      this.#set(target, outcome, why);
      return outcome;
    }
    const before = this.#row(target);
    const typed = fieldsOf(before).filter((field) => valueOf(field) !== storedOf(field));
    const row = takeRow(before, fresh, sent);
    const isShut = outcome !== "saved" && fieldsOf(row).length === 0;
    // Nothing can be typed there any more: what was is told, so that it can be used elsewhere.
    if (isShut) this.#set(target, "closed", typed.map(valueOf).join(" · "));
    else if (outcome === "stale" && agrees(row)) this.#enqueue(target);
    else this.#set(target, outcome);
    if (!isShut && outcome !== "stale" && this.#isNewer(row, sent)) this.changed(target);
    return this.#phase(target);
  }

  /** Whether something was typed while the request ran. */
  #isNewer(row, sent) {
    return fieldsOf(row).some((field) => (
      valueOf(field) !== sent[nameOf(field)] && valueOf(field) !== storedOf(field)
    ));
  }

  /** Leaves the rest unsent, each row saying why, until there is someone to talk to. */
  #rest(phase) {
    this.#queue.splice(0).forEach((target) => this.#set(target, phase));
    if (phase === "signed-out") return;
    const wait = Math.min(FIRST_WAIT * 2 ** this.#failures, LONGEST_WAIT);
    this.#failures += 1;
    this.#retry = setTimeout(() => this.tryNow(), wait);
  }
}

/** Whether what was stored meanwhile is what was typed here; then nobody need be asked. */
function agrees(row) {
  if (row.querySelector(".theirs")) return false;
  row.querySelector("input[type=radio][value=theirs]").checked = true;
  return true;
}
