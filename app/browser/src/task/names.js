// Offers the names of colleagues after "@" in a note: arrows choose, Enter or Tab takes, Escape closes. Without it the
// names stand below the field and are typed.
const BEGUN = /(?<![\p{L}\p{N}_@])@([\p{L}\p{N}_.' -]{0,40})$/u;

export function offerNames(form) {
  const field = form.querySelector("textarea");
  const names = JSON.parse(form.dataset.names);
  const list = Object.assign(document.createElement("ul"), { id: `${field.id}-nama`, className: "task-names", hidden: true });
  const said = Object.assign(document.createElement("span"), { className: "visually-hidden" });
  let fitting = [];
  let chosen = 0;

  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.textNames);
  said.setAttribute("role", "status");
  field.after(list, said);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("autocomplete", "off");

  const begun = () => field.value.slice(0, field.selectionStart).match(BEGUN)?.[1];

  function offer() {
    const typed = begun()?.toLocaleLowerCase();
    fitting = typed === undefined ? [] : names.filter((name) => fits(name.toLocaleLowerCase(), typed));
    chosen = 0;
    draw();
  }

  function draw() {
    list.hidden = fitting.length === 0;
    list.replaceChildren(...fitting.map(option));
    if (list.hidden) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", `${list.id}-${chosen}`);
    said.textContent = list.hidden ? "" : form.dataset.textFound.replace("{num}", fitting.length);
  }

  function option(name, place) {
    const item = Object.assign(document.createElement("li"), { id: `${list.id}-${place}`, textContent: name });
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", String(place === chosen));
    // Pressing, not clicking: the field must not lose its place first.
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      take(name);
    });
    return item;
  }

  function take(name) {
    const end = field.selectionStart;
    const start = end - begun().length;
    field.setRangeText(`${name} `, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    close();
  }

  function close() {
    fitting = [];
    draw();
  }

  const keys = {
    ArrowDown: () => (chosen = (chosen + 1) % fitting.length),
    ArrowUp: () => (chosen = (chosen + fitting.length - 1) % fitting.length),
  };
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (keys[event.key]) {
      keys[event.key]();
      draw();
    } else if (event.key === "Enter" || event.key === "Tab") take(fitting[chosen]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  field.addEventListener("input", offer);
  field.addEventListener("blur", close);
  form.addEventListener("click", ({ target }) => {
    if (!target.dataset.mention) return;
    field.focus();
    const space = field.value && !/\s$/.test(field.value.slice(0, field.selectionStart)) ? " " : "";
    field.setRangeText(`${space}@${target.dataset.mention} `, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

/** A name is found by the beginning of any of its words; one that stands there whole is done. */
function fits(name, typed) {
  if (typed.startsWith(name)) return false;
  return name.startsWith(typed) || name.split(" ").some((word) => word.startsWith(typed));
}
