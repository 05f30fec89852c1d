// Shortcuts of one letter, the sheet that lists them, and the switch that turns them off (WCAG 2.1.4).
//
// An element says by `data-key` which letter presses it, and by `data-go` which letter after g. In a list the letter
// is meant for the line (`data-line`) that has the focus. What no element stands for, a page adds to `letters`.

import { open as openPalette } from "./palette.js";

const sheet = document.querySelector("[data-shortcuts]");
const box = sheet.querySelector("[data-shortcuts-on]");
const place = `tanggap-pintasan-${sheet.dataset.account}`;
const A_MOMENT = 1500; // milliseconds for the letter after g
let went = 0;
export const letters = new Map();

box.checked = remembered() !== "mati";
box.addEventListener("change", () => remember(box.checked ? "aktif" : "mati"));
for (const button of document.querySelectorAll("[data-open-shortcuts]")) {
  button.hidden = false;
  button.addEventListener("click", open);
}
sheet.addEventListener("click", (event) => {
  if (event.target === sheet || event.target.closest("[data-close]")) sheet.close();
});

document.addEventListener("keydown", (event) => {
  if (!box.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (isWriting(event.target) || document.querySelector("dialog[open]")) return;
  const isAfterG = Date.now() - went < A_MOMENT;
  went = 0;
  if (press(event.key, isAfterG)) event.preventDefault();
});

function press(key, isAfterG) {
  if (isAfterG) return click(`[data-go="${CSS.escape(key)}"]`);
  if (key === "g") {
    went = Date.now();
    return true;
  }
  if (key === "?") return open();
  if (key === "/") return search();
  if (!/^[a-z]$/.test(key)) return false;
  if (letters.has(key)) return letters.get(key)();
  const line = document.activeElement?.closest("[data-line]");
  return click(`[data-key="${key}"]`, line) || click(`[data-key="${key}"]:not([data-line] *)`);
}

// Presses the first element that can be seen; one that is disabled shows why beside it, so nothing happens.
function click(selector, within = document) {
  const found = [...(within?.querySelectorAll(selector) ?? [])].find((element) => !element.disabled);
  if (!found) return false;
  if (found.href) location.assign(found.href);
  else found.click();
  return true;
}

function search() {
  const field = document.querySelector("main [data-search]");
  if (!field) {
    openPalette();
    return true;
  }
  field.focus();
  field.select?.();
  return true;
}

function open() {
  sheet.showModal();
  return true;
}

function isWriting(target) {
  // A box that is ticked and a button take no letters; a list of choices jumps to the one that begins with it.
  return target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])");
}

// A browser that keeps nothing still has its shortcuts.
function remembered() {
  try {
    return localStorage.getItem(place);
  } catch {
    return null;
  }
}

function remember(choice) {
  try {
    localStorage.setItem(place, choice);
  } catch {
    // Then the choice holds for this page only.
  }
}
