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
    return fetch(form.action, { method: "POST", body, headers: { "X-Keep": "quietly" }, keepalive: true, redirect: "manual" }).catch(() => (changed = true));
  };
  // Whoever chooses another language in between finds the same words on the next page.
  for (const other of document.querySelectorAll("form[data-languages]")) {
    other.addEventListener("submit", async (event) => {
      if (!changed || sent) return;
      event.preventDefault();
      await keep();
      other.requestSubmit(event.submitter);
    });
  }
  setInterval(keep, (Number(form.dataset.keep) || EVERY) * 1000);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep());
}
