// The page's own texts. They stand in <template id="grid-words">, translated there; the script
// knows no language.

const texts = new Map();
let timeZone;

/** Reads the texts of the page once. */
export function learnWords() {
  const page = document.getElementById("grid-words");
  timeZone = page.dataset.timeZone;
  for (const item of page.content.querySelectorAll("[data-word]")) {
    texts.set(item.dataset.word, item.textContent.trim());
  }
}

/** The text of that name, with `{name}` replaced by the values. */
export function say(word, values = {}) {
  return texts.get(word).replace(/\{(\w+)\}/g, (_whole, name) => values[name] ?? "");
}

/** A time of day where the office is, as every other time on the page: 14:05. */
export function clock(date) {
  const form = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone };
  return date.toLocaleTimeString(document.documentElement.lang, form);
}

/** Tells those who hear the page; what is shown elsewhere need not be looked for. */
export function announce(text) {
  const region = document.querySelector("[data-grid-live]");
  // The same words twice are told twice only if the region was empty in between.
  region.textContent = "";
  setTimeout(() => { region.textContent = text; }, 50);
}
