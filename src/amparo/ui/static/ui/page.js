// What makes any page quicker; every page works without it.

document.documentElement.classList.add("js");

// An error summary takes the focus, so that it is read and its links are next.
document.querySelector("[data-error-summary]")?.focus();

document.addEventListener("click", async (event) => {
  const copier = event.target.closest("[data-copy]");
  if (copier) await copy(copier);
  if (event.target.closest("[data-print]")) window.print();
  closeMenus(event.target);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A form sent twice by a tired hand is sent once: entries are idempotent, waiting is not.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

function closeMenus(target) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
}

async function copy(copier) {
  await navigator.clipboard?.writeText(copier.dataset.copy);
  copier.setAttribute("aria-label", copier.dataset.done);
  copier.focus();
}
