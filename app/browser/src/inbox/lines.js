// j and k go from line to line, x ticks the line's box. Enter is the link's own, because the focus is on it.

import { letters } from "../staff/shortcuts.js";

export function startLines(list) {
  // Where somebody was is remembered by the task, for the line may be drawn again.
  let last = "";

  list.addEventListener("focusin", (event) => (last = event.target.closest("[data-line]")?.dataset.line ?? last));
  letters.set("j", () => move(1));
  letters.set("k", () => move(-1));
  letters.set("x", () => {
    const box = here()?.querySelector("input[name=tugas]:enabled");
    box?.click();
    return Boolean(box);
  });

  function here() {
    return document.activeElement?.closest("[data-line]");
  }

  function move(step) {
    const lines = [...list.querySelectorAll("[data-line]")];
    if (!lines.length) return false;
    const known = here() ?? lines.find((line) => line.dataset.line === last);
    const from = known ? lines.indexOf(known) : step > 0 ? -1 : lines.length;
    const line = lines[Math.min(Math.max(from + step, 0), lines.length - 1)];
    line.querySelector("[data-open], th a").focus();
    line.scrollIntoView({ block: "nearest" });
    return true;
  }
}
