// Pages work without this. A row copied from a spreadsheet fills the fields from where it is pasted.
"use strict";
for (const row of document.querySelectorAll("[data-paste-row]")) {
  row.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text").replace(/[\r\n]+$/, "");
    const fields = [...row.querySelectorAll("input")];
    const first = fields.indexOf(event.target);
    if (first < 0 || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    text.split(/\t|\r?\n/).forEach((cell, place) => {
      const field = fields[first + place];
      if (!field) return;
      field.value = cell.trim();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });
}
// Another kind asks for other fields; the button stays for those without JavaScript.
for (const button of document.querySelectorAll("button[name=action][value=kind]")) {
  const kind = button.parentElement.querySelector("select");
  kind.addEventListener("change", () => kind.form.requestSubmit(button));
}
