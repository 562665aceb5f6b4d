// Narrows the list of kinds while somebody types; without it the button asks the server.

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

for (const input of document.querySelectorAll("[data-narrow]")) {
  const list = document.getElementById(input.dataset.narrow);
  const first = document.getElementById(`${input.dataset.narrow}-first`);
  const none = document.getElementById(`${input.dataset.narrow}-none`);
  const narrow = () => {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const item of list.querySelectorAll("[data-words]")) {
      item.hidden = !words.every((word) => item.dataset.words.includes(word));
      if (!item.hidden) found += 1;
    }
    for (const group of list.querySelectorAll("[data-group]")) {
      group.hidden = !group.querySelector("[data-words]:not([hidden])");
      group.open = words.length > 0;
    }
    none.hidden = found > 0;
    if (first) first.hidden = words.length > 0;
  };
  input.addEventListener("input", narrow);
}
