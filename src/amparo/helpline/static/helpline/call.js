// The screen during a call: its clock, and its keys. Without it the buttons do the same, and the
// keys of the list are the browser's access keys.

const form = document.querySelector("form[data-call]");
const clock = document.querySelector("[data-clock]");
const TYPED = "input:not([type=hidden]), select, textarea, button, summary";

// Alt and a digit: here and not left to the browser, which on some machines changes tabs by them.
const keys = new Map();
for (const goal of document.querySelectorAll("[accesskey]")) {
  keys.set(goal.accessKey, goal);
  goal.setAttribute("aria-keyshortcuts", `Alt+${goal.accessKey}`);
  goal.removeAttribute("accesskey");
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.repeat) return;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  if (event.altKey && !event.ctrlKey && !event.metaKey && keys.has(digit)) {
    event.preventDefault();
    go(keys.get(digit));
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit(form.querySelector(event.shiftKey ? "[data-hand-over]" : "[data-save]"));
  } else if (event.key === "Enter" && event.target.matches("form[data-call] input")) {
    event.preventDefault();
    onward(event.target);
  }
});

function go(goal) {
  if (goal.matches("input")) {
    goal.click();
    goal.focus();
    return;
  }
  const first = document.querySelector(goal.getAttribute("href"));
  const chosen = first.type === "radio" && form.querySelector(`[name="${first.name}"]:checked`);
  (chosen || first).focus();
}

// Enter looks for who called before, or goes to the next question; it never ends a call.
function onward(input) {
  if (input.name === "word") {
    form.querySelector("[data-look]").click();
    return;
  }
  const all = [...form.querySelectorAll(TYPED)].filter((one) => one.checkVisibility() && (one === input || one.type !== "radio" || one.name !== input.name));
  all[all.indexOf(input) + 1]?.focus();
}

const two = (number) => String(number).padStart(2, "0");
const tick = () => {
  const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(clock.dataset.clock)) / 1000));
  const hours = Math.floor(seconds / 3600);
  clock.textContent = `${hours ? `${hours}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
};
tick();
setInterval(tick, 1000);
