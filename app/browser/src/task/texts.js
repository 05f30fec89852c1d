// Puts a text that stands on the page into a field of the form, where the person was writing.
export function insertTexts() {
  const places = new Map();

  for (const button of document.querySelectorAll("[data-insert]")) {
    const field = document.getElementById(button.dataset.insertInto);
    const source = document.getElementById(button.dataset.insert);
    if (!field || !source) continue;
    if (!places.has(field)) {
      // A field that nobody was in yet is gone on with at its end.
      places.set(field, field.value.length);
      field.addEventListener("blur", () => places.set(field, field.selectionStart));
    }
    button.addEventListener("click", (event) => {
      event.preventDefault();
      insert(field, source.textContent.trim(), places.get(field));
    });
  }
}

function insert(field, text, place) {
  const before = field.value.slice(0, place);
  const gap = before.trim() && !before.endsWith("\n\n") ? "\n\n" : "";
  field.focus();
  field.setSelectionRange(place, place);
  // This way the person can take it back with Ctrl+Z; a browser that refuses gets the text all the same.
  if (!document.execCommand("insertText", false, gap + text)) field.setRangeText(gap + text, place, place, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
