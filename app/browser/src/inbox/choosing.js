// Ticked boxes: how many they are, all of a page at once, a range with Shift, and the bar that acts on them.

export function startChoosing(list) {
  const form = document.getElementById("pilihan");
  const said = form?.querySelector("[data-chosen-text]");
  const none = form?.querySelector("[data-choose-none]");
  let before = null;

  if (form) {
    document.addEventListener("change", (event) => {
      if (event.target.matches("[data-choose-all]")) {
        for (const box of boxes()) box.checked = event.target.checked;
      }
      if (event.target.matches("[data-choose-all], input[name=tugas]")) tell();
    });
    list.addEventListener("click", (event) => {
      if (!event.target.matches("input[name=tugas]")) return;
      if (event.shiftKey && before?.isConnected) between(before, event.target);
      before = event.target;
    });
    none.addEventListener("click", () => {
      for (const box of boxes()) box.checked = false;
      tell();
    });
    // "Back" brings the boxes as they were.
    window.addEventListener("pageshow", tell);
    tell();
  }

  return { ticked: () => new Set(boxes().filter((box) => box.checked).map((box) => box.value)), restore, tell };

  function boxes() {
    return [...list.querySelectorAll("input[name=tugas]:enabled")];
  }

  function between(one, other) {
    const all = boxes();
    const [first, last] = [all.indexOf(one), all.indexOf(other)].sort((a, b) => a - b);
    for (const box of all.slice(first, last + 1)) box.checked = other.checked;
    tell();
  }

  function restore(values) {
    for (const box of boxes()) box.checked = values.has(box.value);
    tell();
  }

  function tell() {
    if (!form) return;
    const every = boxes();
    const number = every.filter((box) => box.checked).length;
    form.querySelector("[data-choose-bar]").hidden = every.length === 0;
    form.dataset.bulk = number ? "some" : "none";
    const text = number ? said.dataset.chosen.replace("{count}", number) : said.dataset.none;
    if (said.textContent !== text) said.textContent = text;
    for (const button of form.querySelectorAll("[data-needs-choice]")) button.disabled = number === 0;
    none.hidden = number === 0;
    for (const all of document.querySelectorAll("[data-choose-all]")) {
      all.hidden = false;
      all.checked = number > 0 && number === every.length;
      all.indeterminate = number > 0 && number < every.length;
    }
  }
}
