// Shows and hides fields, marks what is required, and offers only the choices that fit an earlier answer.
// The conditions come from the same JSON Schema that the server checks (forms/conditions.py judges them there).

/** Follow the form's answers; returns a function to call after values were set from code. */
export function followConditions(form) {
  const fields = [...form.querySelectorAll("[data-field]")];
  const dependent = [...form.querySelectorAll("select[data-depends]")];
  const options = new Map(dependent.map((select) => [select, [...select.children]]));
  const chosenByHand = new Set();

  function refresh() {
    for (const [select, all] of options) offerFitting(form, select, all);
    // A condition reads only fields that stand earlier, so one pass in order is enough.
    for (const field of fields) {
      showField(form, field);
      requireField(form, field);
    }
    for (const select of form.querySelectorAll("select")) showHint(select);
    for (const heading of form.querySelectorAll("[data-section]")) showHeading(heading);
  }

  form.addEventListener("change", (event) => {
    if (event.isTrusted) chosenByHand.add(event.target.name);
    if (event.target.matches("select")) suggest(form, event.target, chosenByHand);
    refresh();
  });
  refresh();
  return refresh;
}

function isMet(form, { tests, holds }) {
  // FormData leaves out disabled controls, so a hidden field counts as unanswered, as it does on the server.
  const answers = new FormData(form);
  return Object.entries(tests).every(([name, allowed]) => allowed.includes(answers.get(name) ?? "")) === holds;
}

function showField(form, field) {
  const conditions = JSON.parse(field.dataset.shownWhen ?? "[]");
  if (!conditions.length) return;
  field.hidden = !conditions.every((condition) => isMet(form, condition));
  for (const control of field.querySelectorAll("input, select, textarea")) control.disabled = field.hidden;
}

function requireField(form, field) {
  if (!field.dataset.requiredWhen) return;
  const required = JSON.parse(field.dataset.requiredWhen).some((condition) => isMet(form, condition));
  field.querySelector(".form-label")?.classList.toggle("required", required);
  // HTML knows no "required" for a group of checkboxes, and an earlier upload leaves a file input empty.
  for (const control of field.querySelectorAll("input:not([type=checkbox], [type=file]), select, textarea")) {
    control.required = required;
  }
}

/** Rebuild the list instead of hiding parts of it: some browsers show hidden options. */
function offerFitting(form, select, all) {
  const parent = form.elements[select.dataset.depends].value;
  const fits = (child) => !child.matches("optgroup") || child.firstElementChild.dataset.parent === parent;
  const fitting = all.filter(fits);
  if (fitting.length === select.children.length && fitting.every((child) => child.isConnected)) return;
  const chosen = select.selectedOptions[0];
  select.replaceChildren(...fitting);
  // An equal value under another parent ("lainnya") was not what the person chose.
  if (select.contains(chosen)) chosen.selected = true;
  else select.value = "";
}

function showHint(select) {
  for (const hint of select.parentElement.querySelectorAll("[data-hint-for]")) {
    hint.hidden = hint.dataset.hintFor !== select.value;
  }
}

function showHeading(heading) {
  let next = heading.nextElementSibling;
  while (next && next.hidden) next = next.nextElementSibling;
  heading.hidden = !next?.matches("[data-field], dl");
}

/** Propose values for other fields, such as confidentiality for a category, but never over a person's own choice. */
function suggest(form, select, chosenByHand) {
  const suggested = JSON.parse(select.selectedOptions[0]?.dataset.suggests ?? "{}");
  for (const [name, value] of Object.entries(suggested)) {
    if (form.elements[name] && !chosenByHand.has(name)) form.elements[name].value = value;
  }
}
