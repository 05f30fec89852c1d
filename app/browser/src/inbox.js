// The list of tasks: lines by keyboard, boxes and what is done with the ticked ones, and a list that stays up to date.
//
// What the page promises: `data-list` holds everything that is fetched again from `data-list-url`; a line is
// `data-line="<task>"` that begins with its link and, where it can be chosen, a box `name="tugas"`; `form#pilihan` is outside it.

import { startLines } from "./inbox/lines.js";
import { startChoosing } from "./inbox/choosing.js";
import { startFollowing } from "./inbox/following.js";

const list = document.querySelector("[data-list]");
if (list) {
  startLines(list);
  const choosing = startChoosing(list);
  startFollowing(list, choosing);
}
