// Makes a form quicker, never possible: without this module every field is visible and the server judges the same.
// Contract with templates/forms/form.html: form[data-form], and the data attributes read below and in form/*.js.
import { followConditions } from "./form/conditions.js";
import { keepDraft } from "./form/draft.js";
import { keepWithoutSignal } from "./form/outbox.js";
import { shrinkPictures } from "./form/pictures.js";

document.querySelector("[data-error-summary]")?.focus();

for (const form of document.querySelectorAll("form[data-form]")) {
  shrinkPictures(form);
  if (form.dataset.outbox) keepWithoutSignal(form);
  const refresh = followConditions(form);
  if (form.dataset.draftUrl || "draftLocal" in form.dataset) keepDraft(form, refresh);
}
