// Draws an SOP diagram into each [data-diagram] and marks where a case stands. Contract with components/diagram.html:
// data-diagram-url, data-current and data-done (element ids, space separated); the text beside it says the same in words.
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";

const EARLY = "400px"; // So far below the window a lazy diagram begins to load.

for (const figure of document.querySelectorAll("[data-diagram]")) {
  if ("diagramLazy" in figure.dataset) onSight(figure);
  else draw(figure);
}

// The drawing's own code is ten times the rest of a page, so it comes with the first diagram that is looked at.
async function draw(figure) {
  const { show } = await import("./diagram/drawing.js");
  await show(figure);
}

function onSight(figure) {
  const watch = new IntersectionObserver(
    (seen) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      watch.disconnect();
      draw(figure);
    },
    { rootMargin: EARLY },
  );
  watch.observe(figure);
}
