// Pages work without this. It only says when something typed is not saved yet.
"use strict";
for (const form of document.querySelectorAll("form[data-unsaved]")) {
  const state = form.querySelector(".save-state");
  let typed = false;
  form.addEventListener("input", () => {
    typed = true;
    if (state) state.textContent = form.dataset.unsaved;
  });
  form.addEventListener("submit", () => { typed = false; });
  addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
}
// A filter that is chosen is applied at once; the button stays for those without JavaScript.
for (const select of document.querySelectorAll(".filters select")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}
