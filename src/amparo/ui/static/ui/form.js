// Shows in a form only the fields that apply. Without it all are shown, with a note on when they do.

for (const form of document.querySelectorAll("form[data-kind-form]")) {
  const update = () => form.querySelectorAll("[data-show-when]").forEach((part) => show(form, part));
  form.addEventListener("change", update);
  update();
}

// `data-show-when` is {"field": ["value", …]}: every field named must hold one of its values.
function show(form, part) {
  const rules = Object.entries(JSON.parse(part.dataset.showWhen));
  const applies = rules.every(([name, values]) => given(form, name).some((value) => values.includes(value)));
  // What holds an answer or an error stays in sight: nothing typed is hidden from its author.
  part.hidden = !applies && !part.querySelector(".error") && !holdsAnswer(part);
}

function given(form, name) {
  return new FormData(form).getAll(name);
}

function holdsAnswer(part) {
  return [...part.querySelectorAll("input, select, textarea")].some((input) =>
    input.type === "radio" || input.type === "checkbox" ? input.checked : input.type !== "hidden" && input.value !== "",
  );
}
