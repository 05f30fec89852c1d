// Saves the answers while a person writes: on the server, and on this device as long as the server cannot be reached.
import { forget, keep, keepForThisTab, kept, sweep } from "./copies.js";

const PAUSE = 1500; // Milliseconds of rest after the last key before saving.
const RETRY = 20_000;
// Answers after which trying again changes nothing: the session is over, or the task is somebody else's or done.
const FINAL = [400, 401, 403, 404, 409, 410];

// What belongs to the page and not to the answers: another page has its own.
const OF_PAGE = ["csrf_token", "kiriman"];

export function keepDraft(form, refresh) {
  const { draftUrl: url, draftKey: key, draftSavedAt: savedAt } = form.dataset;
  const status = form.querySelector("[data-draft-status]");
  let timer = 0;
  let request = null;
  let saved = body(form).toString();
  let sending = false;
  let refused = false;

  const isDirty = () => body(form).toString() !== saved;
  const say = (text, state) => {
    status.textContent = text;
    status.dataset.state = state;
  };
  const wait = (milliseconds) => {
    clearTimeout(timer);
    if (!refused) timer = setTimeout(save, milliseconds);
  };

  async function save() {
    if (sending || refused || !isDirty()) return;
    request?.abort();
    request = new AbortController();
    const answers = body(form);
    if ("draftLocal" in form.dataset) {
      // A form that was opened without signal knows no draft on the server.
      keep(key, answers);
      saved = answers.toString();
      say(form.dataset.draftLocal, "saved");
      return;
    }
    say(form.dataset.textSaving, "saving");
    try {
      const time = await post(url, answers, form.elements.csrf_token.value, request.signal);
      saved = answers.toString();
      forget(key);
      say(form.dataset.textSaved.replace("{time}", time), "saved");
    } catch (problem) {
      if (problem.name === "AbortError") return;
      keep(key, answers);
      refused = FINAL.includes(problem.status);
      say(refused ? form.dataset.textRefused : form.dataset.textKept, "unsaved");
      wait(RETRY);
    }
  }

  sweep();
  // A form shown again with errors came from the server, so the server has the answers.
  if (document.querySelector("[data-error-summary]")) forget(key);
  // What was written in the form without signal is offered in the one that came with it.
  const other = form.dataset.draftAlso;
  offerCopy(form, kept(key, savedAt) ?? (other ? kept(other, "") : null), refresh, () => {
    forget(key);
    if (other) forget(other);
    wait(0);
  });
  form.addEventListener("input", () => wait(PAUSE));
  form.addEventListener("change", () => wait(PAUSE));
  addEventListener("online", () => wait(0));
  addEventListener("pageshow", () => (sending = false));
  // From then on it waits elsewhere on this device, whole; see outbox.js.
  form.addEventListener("tanggap:kept", () => {
    sending = true;
    clearTimeout(timer);
    request?.abort();
    forget(key);
  });
  addEventListener("beforeunload", (event) => {
    if (sending || !(isDirty() || hasNewFiles(form))) return;
    event.preventDefault();
    event.returnValue = "unsaved"; // Chrome 109 asks only then.
  });
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      keep(key, body(form));
      say(form.dataset.textOffline, "unsaved");
      return;
    }
    // From here on the page's own request carries the answers; a late draft must not come after it.
    sending = true;
    clearTimeout(timer);
    request?.abort();
    forget(key);
    keepForThisTab(key, body(form));
  });
  // A small form beside this one loads the page again, so what is not saved yet is saved first.
  document.addEventListener(
    "submit",
    (event) => {
      const other = event.target;
      if (other === form || sending || refused || !isDirty() || other.method !== "post") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      clearTimeout(timer);
      save().then(() => {
        if (isDirty()) event.submitter?.focus();
        else other.requestSubmit(event.submitter);
      });
    },
    { capture: true },
  );
}

/** Files travel only when the form is sent, so a chosen one is lost with the page. */
function hasNewFiles(form) {
  return [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length > 0);
}

/** The answers without files, which travel only when the form is sent, and without the token. */
function body(form) {
  const entries = [...new FormData(form)].filter(([name, value]) => !OF_PAGE.includes(name) && typeof value === "string");
  return new URLSearchParams(entries);
}

async function post(url, answers, token, signal) {
  const response = await fetch(url, { method: "POST", body: answers, headers: { "X-CSRFToken": token }, signal });
  if (!response.ok) {
    throw Object.assign(new Error(`The draft was not saved: ${response.status}`), { status: response.status });
  }
  const answer = await response.json().catch(() => ({}));
  return answer.saved_at ?? new Date().toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
}

function offerCopy(form, answers, refresh, done) {
  const offer = form.querySelector("[data-draft-restore]");
  offer.hidden = !answers;
  offer.querySelector("[data-draft-accept]").addEventListener("click", () => {
    fill(form, answers, refresh);
    offer.hidden = true;
    done();
  });
  offer.querySelector("[data-draft-discard]").addEventListener("click", () => {
    offer.hidden = true;
    done();
  });
}

function fill(form, answers, refresh) {
  const controls = [...form.elements].filter((one) => answersTo(one));
  // A list that depends on another answer offers the right choices only after that answer stands.
  for (const isDependent of [false, true]) {
    for (const control of controls.filter((one) => one.matches("[data-depends]") === isDependent)) {
      const values = answers.getAll(control.name);
      if (control.matches("[type=radio], [type=checkbox]")) control.checked = values.includes(control.value);
      else control.value = values[0] ?? "";
    }
    refresh();
  }
}

function answersTo(control) {
  return control.name && !OF_PAGE.includes(control.name) && !["file", "submit", "button"].includes(control.type);
}
