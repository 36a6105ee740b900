// The inbox works without this. It ticks ranges and whole pages, and moves with the arrow keys.
"use strict";
for (const form of document.querySelectorAll("form[data-ticks]")) {
  const ticks = [...form.querySelectorAll("input[name=figure]")];
  const all = form.querySelector("input[data-all]");
  const count = form.querySelector("output");
  let last = null;
  const show = () => {
    const ticked = ticks.filter((tick) => tick.checked).length;
    count.textContent = ticked;
    all.checked = ticked > 0 && ticked === ticks.length;
    all.indeterminate = ticked > 0 && ticked < ticks.length;
  };
  for (const hidden of form.querySelectorAll("[hidden]")) hidden.hidden = !ticks.length;
  all.addEventListener("change", () => {
    for (const tick of ticks) tick.checked = all.checked;
    show();
  });
  ticks.forEach((tick, place) => {
    tick.addEventListener("click", (event) => {
      if (event.shiftKey && last !== null) {
        const [from, to] = [Math.min(last, place), Math.max(last, place)];
        for (const one of ticks.slice(from, to + 1)) one.checked = tick.checked;
      }
      last = place;
      show();
    });
    tick.addEventListener("keydown", (event) => {
      // Enter decides nothing: a tick is set by the space bar.
      if (event.key === "Enter") event.preventDefault();
      const next = { ArrowDown: place + 1, ArrowUp: place - 1 }[event.key];
      if (next === undefined) return;
      event.preventDefault();
      ticks[Math.min(Math.max(next, 0), ticks.length - 1)].focus();
    });
  });
  // A batch takes some seconds: a second click would only be told that all is done.
  const buttons = form.querySelectorAll("button[name=action]");
  form.addEventListener("submit", () => setTimeout(() => {
    for (const button of buttons) button.disabled = true;
    count.parentElement.after(form.dataset.busy);
  }));
  // Back from another page: the list of then is no longer what waits.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  show();
}
