// Keeps every answer of a screening on the server the moment it is given, and tries again while
// there is no network. Without it each group is kept with its button.

const AGAIN = 4_000;
const PHONE = matchMedia("(max-width: 48rem)");

// What is known already is open where there is room for it, and folded on a phone.
for (const known of document.querySelectorAll("[data-open-wide]")) known.open = !PHONE.matches;

for (const form of document.querySelectorAll("form[data-screening]")) {
  const status = form.querySelector("[data-kept]");
  let changes = 0;
  let kept = 0;
  let busy = false;
  let reached = true;

  const say = (what) => (status.textContent = status.dataset[what]);

  const keep = async () => {
    if (busy || kept === changes) return kept === changes;
    busy = true;
    const upTo = changes;
    say("keeping");
    try {
      const body = new URLSearchParams(new FormData(form));
      reached = false;
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Keep": "quietly" }, redirect: "manual" });
      reached = true;
      if (answer.status !== 204) throw new Error(answer.statusText);
      kept = upTo;
    } catch {
      say("waiting");
      return false;
    } finally {
      busy = false;
    }
    if (kept === changes) say("done");
    return kept === changes;
  };

  form.addEventListener("change", () => {
    changes += 1;
    keep();
  });
  setInterval(keep, AGAIN);
  addEventListener("online", keep);
  addEventListener("beforeunload", (event) => kept !== changes && event.preventDefault());

  // A button leads on only once everything is kept: a page that cannot be reached would lose it. A
  // server that answers otherwise (the session is over) keeps what was sent, and asks to sign in.
  form.addEventListener("submit", async (event) => {
    if (kept === changes) return;
    event.preventDefault();
    const button = event.submitter;
    if ((await keep()) || reached) {
      kept = changes;
      form.requestSubmit(button);
    }
  });
}
