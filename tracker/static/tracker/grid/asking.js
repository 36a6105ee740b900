// Talks to the server: sends one row, and tells what came of it in a word.

import { fieldsOf, nameOf, valueOf } from "./cells.js";
import { rowIn } from "./taking.js";

const LONGEST_WAIT = 20_000;

/** What a row says now, hidden fields with it, named as in the report. */
export function contentOf(row) {
  const content = {};
  for (const field of row.querySelectorAll("input[type=hidden][name]")) {
    content[nameOf(field)] = field.value;
  }
  for (const field of fieldsOf(row)) content[nameOf(field)] = valueOf(field);
  const choice = row.querySelector("input[type=radio]:checked");
  if (choice) content[nameOf(choice)] = choice.value;
  return content;
}

/**
 * Saves one row. Answers `{outcome, fresh?, why?}` and never throws; `fresh` is the row as the
 * server shows it now. Outcomes: saved; refused (the row says why); read (it says what words like
 * 12.5万 were read as); stale (somebody was faster); signed-out; denied (`why` in the server's
 * words); offline (worth another try).
 */
export async function saveRow(form, row, content) {
  const answer = await send(form, row, content);
  // A form that is older than the sign-in is refused once; the page of today has today's token.
  if (answer.status !== 403) return answer;
  const today = await readPage();
  if (today.outcome) return today;
  return renew(form, today.page) ? send(form, row, content) : answer;
}

async function send(form, row, content) {
  const body = new URLSearchParams(Object.entries(content).filter(([name, value]) => (
    // A tick that is not set is not sent, as in any form.
    name !== "is_break" || value !== ""
  )));
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  // A row that is saved while the page is left is saved all the same.
  const answer = await request(row.dataset.address, { method: "POST", body, keepalive: true });
  return judge(answer, row.dataset.target);
}

/** This page as a new visitor gets it, or an outcome where there is none. */
async function readPage() {
  const answer = await request(location.href, {});
  if (answer.outcome) return answer;
  if (answer.response.redirected) return { outcome: "signed-out" };
  if (!answer.response.ok) return judge(answer, "");
  return { page: new DOMParser().parseFromString(answer.text, "text/html") };
}

async function request(address, options) {
  // Not AbortSignal.timeout: offices' browsers are older than that.
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), LONGEST_WAIT);
  try {
    const response = await fetch(address, { ...options, signal: patience.signal });
    return { response, text: await response.text() };
  } catch {
    return { outcome: "offline" };
  } finally {
    clearTimeout(timer);
  }
}

function judge(answer, target) {
  if (answer.outcome) return answer;
  const { status, redirected } = answer.response;
  if (status >= 500 || status === 429) return { outcome: "offline" };
  if (redirected || status === 401) return { outcome: "signed-out" };
  const fresh = rowIn(answer.text, target);
  const isAnswer = fresh && [200, 409, 422].includes(status);
  if (isAnswer) return { outcome: outcomeOf(fresh, status), fresh };
  return { outcome: "denied", status, why: reasonIn(answer.text) };
}

/** What a row that came with that status says about what was typed. */
export function outcomeOf(fresh, status) {
  if (status === 200) return "saved";
  if ("stale" in fresh.dataset) return "stale";
  return fresh.querySelector(".error") ? "refused" : "read";
}

/** The sentence of a page that says why it is not the one asked for. */
function reasonIn(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return page.querySelector("main .finding, main .problem, main p")?.textContent.trim() ?? "";
}

function renew(form, page) {
  const token = page.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  if (!token) return false;
  form.elements.csrfmiddlewaretoken.value = token;
  return true;
}
