// The field that finds a child: `/` goes to it, what may be meant is listed while somebody types, and
// arrows go through the list. Without it Enter opens the page of results. Nothing typed is kept.

const form = document.querySelector("form[data-finder]");
const input = form.querySelector("input[name=text]");
const panel = form.querySelector("[data-finder-panel]");
const said = form.querySelector("[data-finder-status]");
const PAUSE = 250;
let waiting, asking;

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")) return;
  event.preventDefault();
  input.focus();
  input.select();
});

input.addEventListener("input", () => {
  clearTimeout(waiting);
  asking?.abort();
  if (!isEnough(input.value)) close();
  else waiting = setTimeout(ask, PAUSE);
});

// Two signs say much in a script of syllables, and little in letters.
function isEnough(text) {
  const signs = [...text.trim()];
  return signs.length >= (signs.some((sign) => sign.codePointAt(0) > 0x24f) ? 2 : 3);
}

async function ask() {
  const mine = (asking = new AbortController());
  try {
    const answer = await fetch(form.dataset.finder, { method: "POST", body: new FormData(form), signal: mine.signal, redirect: "error" });
    const text = answer.ok ? await answer.text() : "";
    if (!mine.signal.aborted) show(text);
  } catch {
    if (!mine.signal.aborted) close();
  }
}

function show(text) {
  const there = new DOMParser().parseFromString(text, "text/html");
  const status = there.querySelector("[data-status]");
  if (!status || !form.contains(document.activeElement)) return close();
  status.remove();
  said.textContent = status.textContent;
  panel.replaceChildren(...there.body.children);
  panel.hidden = false;
}

function close() {
  panel.hidden = true;
  panel.replaceChildren();
  said.textContent = "";
}

form.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !panel.hidden) {
    event.stopPropagation();
    input.focus();
    close();
  }
  if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || panel.hidden) return;
  const stops = [input, ...panel.querySelectorAll("a")];
  const here = stops.indexOf(document.activeElement);
  if (here < 0) return;
  event.preventDefault();
  const step = event.key === "ArrowDown" ? 1 : -1;
  stops[(here + step + stops.length) % stops.length].focus();
});

form.addEventListener("submit", () => {
  clearTimeout(waiting);
  asking?.abort();
});
form.addEventListener("focusout", (event) => {
  if (!form.contains(event.relatedTarget)) close();
});
// Whoever comes back to the page does not find what somebody typed before.
window.addEventListener("pagehide", () => {
  if (input.id === "finder-text") form.reset();
});
