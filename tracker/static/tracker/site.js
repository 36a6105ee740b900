// Pages work without this. It only says when something typed is not saved yet, and asks before that
// is left behind.
"use strict";
// What was refused stands on the page alone, whether or not it is typed in again.
let isRefused = document.querySelector("main .wrong, main .message.error") !== null;
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  const state = form.querySelector(".save-state");
  let isUnsaved = false;
  form.addEventListener("input", () => {
    isUnsaved = true;
    if (state) state.textContent = form.dataset.unsaved;
  });
  form.addEventListener("submit", () => { isUnsaved = isRefused = false; });
  addEventListener("beforeunload", (event) => { if (isUnsaved || isRefused) event.preventDefault(); });
}
// A filter that is chosen is applied at once; the button stays for those without JavaScript.
for (const select of document.querySelectorAll(".filters select")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}
