// Keeps a half-filled form on the server while somebody types, so that a lost session loses nothing.
// Without it the button "Keep for later" does the same.

// A form with data-keep="5" is kept every five seconds.
const EVERY = 20;

for (const form of document.querySelectorAll("form[data-keep]")) {
  let changed = false;
  let sent = false;
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", () => (sent = true));
  const keep = () => {
    if (!changed || sent) return;
    changed = false;
    const body = new URLSearchParams(new FormData(form));
    body.set("keep", "yes");
    fetch(form.action, { method: "POST", body, headers: { "X-Keep": "quietly" }, keepalive: true, redirect: "manual" }).catch(() => (changed = true));
  };
  setInterval(keep, (Number(form.dataset.keep) || EVERY) * 1000);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep());
}
