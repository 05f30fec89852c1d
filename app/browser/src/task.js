// What the page of a task has beside its form. Contract with templates/inbox/task*.html: the data attributes that each
// module reads. Without this module notes, files and texts are plain forms and links.
import { offerNames } from "./task/names.js";
import { showPictures } from "./task/pictures.js";
import { keepPresence } from "./task/presence.js";
import { insertTexts } from "./task/texts.js";
import { warnOfUnsaved } from "./task/unsaved.js";

const presence = document.querySelector("[data-presence]");
if (presence) keepPresence(presence);
const dialog = document.querySelector("[data-picture-dialog]");
if (dialog) showPictures(dialog);
for (const form of document.querySelectorAll("form[data-names]")) offerNames(form);
for (const form of document.querySelectorAll("form[data-unsaved]")) warnOfUnsaved(form);
insertTexts();
