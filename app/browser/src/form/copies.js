// Copies of answers on this device. A copy holds what a person wrote, so it goes as soon as the server has it and after
// a day in any case: computers at a village office have many users.
const PREFIX = "tanggap:draf:";
const DAY = 24 * 60 * 60 * 1000;

/** Keep answers until the server has them. */
export function keep(key, answers) {
  write("localStorage", key, answers);
}

/** Keep answers while they are on their way: the tab's own memory is enough and ends with the tab. */
export function keepForThisTab(key, answers) {
  write("sessionStorage", key, answers);
}

export function forget(key) {
  for (const storage of storages()) storage.removeItem(PREFIX + key);
}

/** Return the answers kept since the server last saved (ISO instant or empty), or null; older ones are forgotten. */
export function kept(key, savedAt) {
  const copies = storages().map((storage) => JSON.parse(storage.getItem(PREFIX + key))).filter(Boolean);
  const newest = copies.sort((one, other) => other.at - one.at)[0];
  if (newest && newest.at > (Date.parse(savedAt) || 0)) return new URLSearchParams(newest.answers);
  forget(key);
  return null;
}

/** Forget what is older than a day, whoever wrote it. */
export function sweep() {
  for (const storage of storages()) {
    for (const name of Object.keys(storage).filter((name) => name.startsWith(PREFIX))) {
      if (JSON.parse(storage.getItem(name)).at < Date.now() - DAY) storage.removeItem(name);
    }
  }
}

function write(kind, key, answers) {
  const storage = storages().find((one) => one === window[kind]);
  storage?.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), answers: answers.toString() }));
}

/** Both storages, or none where the browser forbids them. */
function storages() {
  try {
    return [window.localStorage, window.sessionStorage];
  } catch {
    return [];
  }
}
