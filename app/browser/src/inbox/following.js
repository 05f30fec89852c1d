// The list is fetched again now and then, and takes over what changed, without taking anything from under somebody's hands:
// ticked boxes, the focus and the place on the screen stay, and a line that went away stays where the focus is in it.

const EVERY = 20_000; // milliseconds
const LONGEST = 5 * 60_000;

export function startFollowing(list, choosing) {
  const live = document.querySelector("[data-list-news]");
  const problem = document.querySelector("[data-list-problem]");
  const { listUrl } = list.dataset;
  let tag = list.dataset.listTag ?? "";
  let wait = EVERY;
  let timer = 0;
  let isBusy = false;
  const known = new Set(lines().map((line) => line.dataset.line));

  if (!listUrl) return;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (!document.hidden) look();
  });
  window.addEventListener("online", () => look());
  document.querySelector("[data-list-refresh]")?.addEventListener("click", (event) => {
    event.preventDefault();
    look();
  });
  plan();

  function plan() {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(look, wait);
  }

  async function look() {
    if (isBusy) return;
    isBusy = true;
    try {
      const answer = await fetch(listUrl, { headers: { "If-None-Match": tag, "X-Tanggap-Otomatis": "1" }, redirect: "error" });
      if (answer.status === 401 || answer.status === 403 || answer.status === 404) return stop();
      if (answer.status !== 304 && !answer.ok) throw new Error(`answered ${answer.status}`);
      if (answer.status !== 304) {
        take(new DOMParser().parseFromString(await answer.text(), "text/html").body);
        tag = answer.headers.get("ETag") ?? "";
      }
      clearAway();
      wait = EVERY;
      problem.hidden = true;
    } catch {
      // Nothing is lost but time: each failure waits twice as long as the one before.
      wait = Math.min(wait * 2, LONGEST);
      say(list.dataset.textOffline);
    } finally {
      isBusy = false;
    }
    plan();
  }

  function stop() {
    clearTimeout(timer);
    say(list.dataset.textEnded);
    problem.querySelector("[data-log-in]").hidden = false;
  }

  function say(text) {
    problem.querySelector("[data-problem-text]").textContent = text;
    problem.hidden = false;
  }

  function lines(root = list) {
    return [...root.querySelectorAll("[data-line]")];
  }

  function take(fresh) {
    const found = lines(fresh).map((line) => line.dataset.line);
    const ticked = choosing.ticked();
    const anchor = lines().find((line) => line.getBoundingClientRect().bottom > 0);
    const before = anchor?.getBoundingClientRect().top;
    const body = list.querySelector("[data-lines]");
    const freshBody = fresh.querySelector("[data-lines]");
    if (body && freshBody) {
      mergeLines(body, freshBody);
      replaceOthers(list, fresh);
    } else if (!list.contains(document.activeElement)) {
      // A list that was empty, or has become so, is another page; it waits until nobody is in it.
      list.replaceChildren(...fresh.childNodes);
    }
    choosing.restore(ticked);
    if (anchor?.isConnected) scrollBy(0, anchor.getBoundingClientRect().top - before);
    announce(found);
  }

  function mergeLines(body, freshBody) {
    const old = new Map(lines(body).map((line) => [line.dataset.line, line]));
    const wanted = lines(freshBody).map((line) => {
      const present = old.get(line.dataset.line);
      old.delete(line.dataset.line);
      if (!present) return line;
      if (present.contains(document.activeElement)) return touch(present, line);
      return present.isEqualNode(line) ? present : line;
    });
    for (const gone of old.values()) {
      // Whoever is in a line that went away finishes there; it goes with the next look.
      if (gone.contains(document.activeElement)) {
        gone.dataset.gone = "";
        wanted.splice(Math.min([...body.children].indexOf(gone), wanted.length), 0, gone);
      } else {
        gone.remove();
      }
    }
    place(body, wanted);
  }

  // The focus stays where it is: only the cells without it are drawn again.
  function touch(present, line) {
    const cells = [...present.children];
    [...line.children].forEach((cell, at) => {
      const old = cells[at];
      if (old && !old.contains(document.activeElement) && !old.isEqualNode(cell)) old.replaceWith(cell);
    });
    delete present.dataset.gone;
    return present;
  }

  // Lines that stand right are not moved, for moving a line takes the focus out of it.
  function place(body, wanted) {
    const keep = new Set(wanted);
    for (const line of [...body.children]) if (!keep.has(line)) line.remove();
    const focused = wanted.findIndex((line) => line.contains(document.activeElement));
    if (focused < 0) {
      body.replaceChildren(...wanted);
      return;
    }
    const fixed = wanted[focused];
    for (const line of [...body.children]) if (line !== fixed) line.remove();
    fixed.before(...wanted.slice(0, focused));
    fixed.after(...wanted.slice(focused + 1));
  }

  function replaceOthers(old, fresh) {
    for (const part of fresh.querySelectorAll("[data-part]")) {
      const present = old.querySelector(`[data-part="${part.dataset.part}"]`);
      if (present && !present.contains(document.activeElement) && !present.isEqualNode(part)) present.replaceWith(part);
    }
  }

  // An answer that nothing has changed is a look too.
  function clearAway() {
    for (const gone of list.querySelectorAll("[data-gone]")) if (!gone.contains(document.activeElement)) gone.remove();
  }

  function announce(found) {
    const arrived = found.filter((id) => !known.has(id));
    for (const id of arrived) known.add(id);
    if (!arrived.length) return;
    const { textNew, textNewOne } = list.dataset;
    live.textContent = arrived.length === 1 ? textNewOne : textNew.replace("{count}", arrived.length);
    setTimeout(() => (live.textContent = ""), 15_000);
  }
}
