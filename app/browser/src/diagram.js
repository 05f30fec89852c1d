// Draws an SOP diagram into each [data-diagram] and marks where a case stands. Contract with components/diagram.html:
// data-diagram-url, data-current and data-done (element ids, space separated); the text beside it says the same in words.
import "bpmn-js/dist/assets/diagram-js.css";
import "bpmn-js/dist/assets/bpmn-js.css";
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

const READABLE = 0.55; // Below this scale a task's 12 px text cannot be read.
const STEP = 1.25;
const PAN = 60;

for (const figure of document.querySelectorAll("[data-diagram]")) show(figure);

async function show(figure) {
  const target = figure.querySelector("[data-diagram-canvas]");
  // A wheel over the diagram goes on scrolling the page; zooming has its own buttons.
  const viewer = new NavigatedViewer({ container: target, zoomScroll: { enabled: false } });
  try {
    const answer = await fetch(figure.dataset.diagramUrl, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`The diagram's address answered ${answer.status}`);
    await viewer.importXML(await answer.text());
  } catch (problem) {
    viewer.destroy();
    target.hidden = true;
    figure.querySelector("[data-diagram-problem]").hidden = false;
    console.warn(problem);
    return;
  }
  const current = ids(figure.dataset.current);
  mark(viewer, ids(figure.dataset.done), "is-done");
  mark(viewer, current, "is-current");
  name(viewer, figure);
  begin(viewer, current);
  steer(viewer, figure, target);
}

function ids(text) {
  return (text ?? "").split(" ").filter(Boolean);
}

function mark(viewer, elements, marker) {
  const registry = viewer.get("elementRegistry");
  for (const id of elements) {
    if (registry.get(id)) viewer.get("canvas").addMarker(id, marker);
  }
}

// The drawing is one picture to a screen reader; its words are in the list beside it.
function name(viewer, figure) {
  const svg = viewer.get("canvas").getContainer().querySelector("svg");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", figure.dataset.diagramLabel);
}

function begin(viewer, current) {
  const canvas = viewer.get("canvas");
  canvas.zoom("fit-viewport", "auto");
  const first = current.length ? viewer.get("elementRegistry").get(current[0]) : null;
  if (canvas.zoom() >= READABLE) return;
  canvas.zoom(READABLE, first ? middle(first) : { x: 0, y: 0 });
  if (first) canvas.scrollToElement(first, 40);
}

function middle(element) {
  return { x: element.x + element.width / 2, y: element.y + element.height / 2 };
}

function steer(viewer, figure, target) {
  const canvas = viewer.get("canvas");
  const actions = {
    in: () => canvas.zoom(Math.min(canvas.zoom() * STEP, 4)),
    out: () => canvas.zoom(Math.max(canvas.zoom() / STEP, 0.2)),
    fit: () => canvas.zoom("fit-viewport", "auto"),
  };
  const keys = {
    "+": actions.in,
    "=": actions.in,
    "-": actions.out,
    0: actions.fit,
    ArrowLeft: () => canvas.scroll({ dx: PAN, dy: 0 }),
    ArrowRight: () => canvas.scroll({ dx: -PAN, dy: 0 }),
    ArrowUp: () => canvas.scroll({ dx: 0, dy: PAN }),
    ArrowDown: () => canvas.scroll({ dx: 0, dy: -PAN }),
  };
  for (const button of figure.querySelectorAll("[data-diagram-zoom]")) {
    button.addEventListener("click", actions[button.dataset.diagramZoom]);
  }
  figure.querySelector("[data-diagram-tools]").hidden = false;
  target.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    keys[event.key]();
    event.preventDefault();
  });
  drag(canvas, target);
}

// diagram-js moves the canvas with a mouse only; one finger does it here, two still zoom the page.
function drag(canvas, target) {
  let last = null;
  target.addEventListener("touchstart", (event) => {
    last = event.touches.length === 1 ? event.touches[0] : null;
  }, { passive: true });
  target.addEventListener("touchmove", (event) => {
    if (!last || event.touches.length !== 1) return;
    const touch = event.touches[0];
    canvas.scroll({ dx: touch.clientX - last.clientX, dy: 0 });
    last = touch;
  }, { passive: true });
}
