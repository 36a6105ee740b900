// Pages work without this. While documents are being made it fetches the page again and puts in
// only what changed, so that nothing flickers, and whoever is on a link or button stays there.
"use strict";
const part = (root, name) => root.querySelector(`[data-part="${CSS.escape(name)}"]`);
const said = document.querySelector("[data-said]");

function put(old, fresh) {
  const held = old.contains(document.activeElement) ? document.activeElement.id : "";
  const open = [...old.querySelectorAll("details")].map((one) => one.open);
  fresh.querySelectorAll("details").forEach((one, place) => { one.open = Boolean(open[place]); });
  old.replaceWith(fresh);
  if (!held) return;
  const again = document.getElementById(held) ?? fresh.querySelector("a, button");
  again?.focus({ preventScroll: true });
}

async function look() {
  let page = null;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    // Signed out meanwhile, or gone: the page itself says so.
    if (answer.redirected || !answer.ok) return location.reload();
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return wait(10 * (seconds() || 2)); // the server does not answer
  }
  for (const old of document.querySelectorAll("[data-part]")) {
    const fresh = part(page, old.dataset.part);
    if (fresh && fresh.dataset.print !== old.dataset.print) put(old, fresh);
  }
  const sentence = document.querySelector("[data-say]")?.textContent ?? "";
  if (said && said.textContent !== sentence) said.textContent = sentence;
  wait(seconds());
}

// What still waits names how soon to look again.
function seconds() {
  return Number(document.querySelector("[data-again]")?.dataset.again ?? 0);
}

function wait(time) {
  if (time) setTimeout(look, 1000 * time);
}

// The first ticked box of a list stands for all of it.
for (const all of document.querySelectorAll(".order input[name=zones][value='*']")) {
  const others = [...document.querySelectorAll(".order input[name=zones]")].filter((one) => one !== all);
  all.addEventListener("change", () => { for (const one of others) one.checked = all.checked; });
  for (const one of others) {
    one.addEventListener("change", () => { all.checked = others.every((each) => each.checked); });
  }
}
wait(seconds());
