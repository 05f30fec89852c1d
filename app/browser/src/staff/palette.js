// Ctrl+K: a field that finds a case, a page or an action. A combobox with a list, after the ARIA Authoring Practices:
// the focus stays in the field, and aria-activedescendant names the choice.

const dialog = document.querySelector("[data-palette]");
const field = dialog.querySelector("[role=combobox]");
const list = dialog.querySelector("[role=listbox]");
const status = dialog.querySelector("[data-palette-status]");
const form = dialog.querySelector("[data-palette-form]");
const PATIENCE = 120; // milliseconds between the last key and the question
let chosen = -1;
let asked = null;
let waiting = 0;

for (const button of document.querySelectorAll("[data-open-palette]")) {
  button.hidden = false;
  button.addEventListener("click", open);
}
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  event.preventDefault();
  if (dialog.open) dialog.close();
  else open();
});
dialog.addEventListener("click", (event) => {
  if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
});
dialog.addEventListener("close", () => asked?.abort());
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, PATIENCE);
});
field.addEventListener("keydown", (event) => {
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps) {
    choose(chosen + steps[event.key]);
  } else if (event.key === "Enter" && !event.isComposing) {
    act();
  } else {
    return;
  }
  event.preventDefault();
});
list.addEventListener("click", (event) => {
  const option = event.target.closest("[role=option]");
  if (!option) return;
  choose([...list.children].indexOf(option));
  act();
});

export function open() {
  // Another sheet lies on top of the page, and two at once would hide each other's focus.
  if (document.querySelector("dialog[open]")) return;
  field.value = "";
  list.replaceChildren();
  status.textContent = "";
  dialog.showModal();
  field.focus();
  ask();
}

async function ask() {
  asked?.abort();
  asked = new AbortController();
  const text = field.value.trim();
  const { url } = dialog.dataset;
  try {
    const answer = await fetch(`${url}?cari=${encodeURIComponent(text)}`, { signal: asked.signal });
    if (answer.status === 401 || answer.status === 404) return tell(dialog.dataset.textEnded);
    if (!answer.ok) return tell(dialog.dataset.textFailed);
    const { pilihan } = await answer.json();
    show([...here(text), ...pilihan]);
  } catch (problem) {
    if (problem.name !== "AbortError") tell(dialog.dataset.textFailed);
  }
}

// The buttons of this page stand first: whoever opens the palette on a task means this task.
function here(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const buttons = [...document.querySelectorAll("[data-command]")].filter((button) => !button.disabled);
  const offers = buttons.map((button) => ({ judul: button.dataset.command, keterangan: dialog.dataset.textHere, jenis: "tindakan", button }));
  return offers.filter(({ judul }) => words.every((word) => judul.toLowerCase().split(/\s+/).some((one) => one.startsWith(word))));
}

function show(offers) {
  list.replaceChildren(...offers.map(option));
  field.setAttribute("aria-expanded", String(offers.length > 0));
  choose(0);
  const { textNone, textOne, textMany } = dialog.dataset;
  tell(offers.length === 0 ? textNone : offers.length === 1 ? textOne : textMany.replace("{count}", offers.length));
}

function tell(text) {
  status.textContent = text;
}

function option(offer, index) {
  const line = document.createElement("li");
  line.id = `palet-${index}`;
  line.setAttribute("role", "option");
  line.dataset.kind = offer.jenis;
  const title = document.createElement("strong");
  title.textContent = offer.judul;
  const hint = document.createElement("span");
  hint.textContent = offer.keterangan;
  line.append(title, " ", hint);
  line.offer = offer;
  return line;
}

function choose(index) {
  const options = [...list.children];
  chosen = options.length ? (index + options.length) % options.length : -1;
  options.forEach((one, at) => one.setAttribute("aria-selected", String(at === chosen)));
  if (chosen < 0) {
    field.removeAttribute("aria-activedescendant");
    return;
  }
  field.setAttribute("aria-activedescendant", options[chosen].id);
  options[chosen].scrollIntoView({ block: "nearest" });
}

function act() {
  const offer = list.children[chosen]?.offer;
  if (!offer) return;
  if (offer.button) {
    dialog.close();
    offer.button.click();
  } else if (offer.kirim) {
    form.action = offer.alamat;
    form.perintah.value = [...crypto.getRandomValues(new Uint32Array(4))].join("-");
    form.requestSubmit();
  } else {
    location.assign(offer.alamat);
  }
}
