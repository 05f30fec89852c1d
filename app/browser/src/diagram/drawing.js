// Draws one diagram and marks where a case stands; loaded when a diagram comes into view.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

const OVERVIEW = 0.6; // Below this scale the whole drawing tells nothing, so a narrow screen begins at the current task.
const READABLE = 0.8;
const MARGIN = 16;
const SIGN = 36; // The strip at the bottom that belongs to the bpmn.io sign; its licence wants it fully visible.
const STEP = 1.25;
const PAN = 60;

export async function show(figure) {
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
  begin(viewer, current, target);
  steer(viewer, figure, target);
  drag(viewer, target);
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

function begin(viewer, current, target) {
  const canvas = viewer.get("canvas");
  const { inner } = canvas.viewbox();
  const whole = target.clientWidth / (inner.width + 2 * MARGIN);
  const scale = whole < OVERVIEW ? READABLE : Math.min(whole, 1);
  target.style.height = `${(inner.height + 2 * MARGIN) * scale + SIGN}px`;
  canvas.resized();
  fit(canvas);
  const first = current.length && viewer.get("elementRegistry").get(current[0]);
  const start = inner.x - MARGIN + target.clientWidth / scale / 2;
  if (whole < OVERVIEW) look(canvas, scale, first ? first.x + first.width / 2 : start, inner.y + inner.height / 2);
}

// Shows everything, in the middle, above the strip of the sign.
function fit(canvas) {
  const { inner, outer } = canvas.viewbox();
  const scale = Math.min(outer.width / (inner.width + 2 * MARGIN), (outer.height - SIGN) / (inner.height + 2 * MARGIN), 1);
  look(canvas, scale, inner.x + inner.width / 2, inner.y + inner.height / 2);
}

function look(canvas, scale, x, y) {
  const { outer } = canvas.viewbox();
  const width = outer.width / scale;
  const height = outer.height / scale;
  canvas.viewbox({ x: x - width / 2, y: y - height / 2 + SIGN / 2 / scale, width, height });
}

function steer(viewer, figure, target) {
  const canvas = viewer.get("canvas");
  const actions = {
    in: () => canvas.zoom(Math.min(canvas.zoom() * STEP, 4)),
    out: () => canvas.zoom(Math.max(canvas.zoom() / STEP, 0.2)),
    fit: () => fit(canvas),
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
}

// diagram-js moves the canvas with a mouse only. A finger moves it sideways and goes on scrolling the page up and down,
// until the drawing is taller than its frame.
function drag(viewer, target) {
  const canvas = viewer.get("canvas");
  let last = null;
  const start = ({ touches }) => (last = touches.length === 1 ? touches[0] : null);
  const move = ({ touches }) => {
    if (!last || touches.length !== 1) return;
    const [touch] = touches;
    canvas.scroll({ dx: touch.clientX - last.clientX, dy: isTall(canvas) ? touch.clientY - last.clientY : 0 });
    last = touch;
  };
  target.addEventListener("touchstart", start, { passive: true });
  target.addEventListener("touchmove", move, { passive: true });
  viewer.on("canvas.viewbox.changed", () => target.classList.toggle("is-tall", isTall(canvas)));
}

function isTall(canvas) {
  const { inner, outer, scale } = canvas.viewbox();
  return inner.height * scale > outer.height;
}
