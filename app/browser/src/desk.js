// The operator's desk: proposals are accepted in place, a pasted message is read at once, earlier cases show while typing.
// Without this module every button posts the form, and the page that comes back says the same.

const PAUSE = 900; // Milliseconds of rest after the last key before looking for earlier cases.
const READ_FOR_ALIKE = ["judul", "uraian", "rincian_informasi", "lokasi_desa"];

const desk = document.querySelector("[data-desk]");
const form = document.getElementById("catat");

focusFirst();
acceptInPlace();
readAtOnce();
showAlike();
recordByKeyboard();

/** What was asked for last is read first; a fresh form begins with how the complaint came. */
function focusFirst() {
  if (document.querySelector("[data-error-summary]")) return;
  const told = document.querySelector("[autofocus]");
  (told ?? form.elements.kanal)?.focus({ preventScroll: !told });
}

function acceptInPlace() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-accept], [data-accept-all]");
    if (!button) return;
    event.preventDefault();
    const next = "acceptAll" in button.dataset ? null : nextControl(button);
    for (const name of wanted(button)) accept(name);
    showRest();
    (next ?? form.elements.kanal).focus();
  });
}

function proposals() {
  return [...document.querySelectorAll("[data-proposal]")];
}

/** The names to accept: what a proposal depends on goes in before it. */
function wanted(button) {
  if ("acceptAll" in button.dataset) return proposals().map((box) => box.dataset.proposal);
  const box = button.closest("[data-proposal]");
  return [...box.dataset.needs.split(" ").filter(Boolean), box.dataset.proposal];
}

function accept(name) {
  const box = document.querySelector(`[data-proposal="${name}"]`);
  if (!box) return;
  const control = form.elements[name];
  if (control instanceof RadioNodeList) control.value = box.dataset.value;
  else if (control) control.value = box.dataset.value;
  box.remove();
  // The other modules hear of it as of a person's own typing: fields that depend on it come, and the draft is saved.
  const target = control instanceof RadioNodeList ? control[0] : control;
  target?.dispatchEvent(new Event("change", { bubbles: true }));
}

function nextControl(button) {
  const buttons = [...document.querySelectorAll("[data-accept]")];
  const after = buttons[buttons.indexOf(button) + 1];
  return after ?? document.getElementById(`isian-${button.value}`);
}

function showRest() {
  const said = document.querySelector("[data-proposals]");
  const rest = proposals().length;
  if (!said) return;
  if (rest) said.querySelector("strong").textContent = desk.dataset.textRest.replace("{num}", rest);
  else said.remove();
}

function readAtOnce() {
  document.querySelector("[data-paste]").addEventListener("paste", () => {
    setTimeout(() => document.querySelector("[data-read]").click());
  });
  document.querySelector("[data-contact]").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    document.querySelector("[data-look-up]").click();
  });
}

function showAlike() {
  const place = document.querySelector("[data-alike]");
  let timer = 0;
  let request = null;
  let asked = "";
  form.addEventListener("input", (event) => {
    if (!READ_FOR_ALIKE.includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  form.addEventListener("change", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });

  async function ask() {
    const body = new URLSearchParams(READ_FOR_ALIKE.map((name) => [name, form.elements[name]?.value ?? ""]));
    if (body.toString() === asked) return;
    asked = body.toString();
    body.set("terkait", new FormData(form).get("terkait") ?? "");
    request?.abort();
    request = new AbortController();
    try {
      const headers = { "X-CSRFToken": desk.dataset.token };
      const response = await fetch(desk.dataset.alikeUrl, { method: "POST", body, headers, signal: request.signal });
      // What stood there stays where nothing better is known, as without a connection.
      if (response.ok) place.innerHTML = await response.text();
    } catch (problem) {
      asked = "";
      if (problem.name !== "AbortError" && !(problem instanceof TypeError)) throw problem;
    }
  }
}

function recordByKeyboard() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });
}
