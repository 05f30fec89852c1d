// Sends what waits on this device. The page and the service worker both do; the server makes one case of a name,
// however often it comes, so it does no harm when both are at it.
import { all, settle } from "./store.js";

const KEY = "/pengaduan/kunci";
const ADDRESS = "/pengaduan/kiriman";

/** Send everything that waits; returns what became of each, or an empty list where nothing could be sent. */
export async function sendAll() {
  const work = async () => {
    const outcomes = [];
    for (const one of await all()) {
      if (one.state === "waiting") outcomes.push(await send(one));
    }
    return outcomes.filter(Boolean);
  };
  return globalThis.navigator?.locks ? navigator.locks.request("tanggap:kiriman", work) : work();
}

async function send({ id, entries }) {
  const answer = await post(id, entries);
  if (answer.ok) return done(id, { state: "sent", ...(await answer.json()) });
  // Refused is what the form itself refuses; anything else is tried again later.
  if (answer.status === 422) return done(id, { state: "refused", entries, ...(await answer.json()) });
  if (answer.status === 413) return done(id, { state: "too_large", entries });
  return null;
}

async function done(id, outcome) {
  await settle(id, outcome);
  return { id, ...outcome };
}

async function post(id, entries) {
  // The token of the page in which this was written has ended with its session.
  const key = await fetch(KEY, { cache: "no-store", credentials: "same-origin" });
  if (!key.ok) return key;
  const { csrf_token: token } = await key.json();
  const body = new FormData();
  for (const [name, value] of entries) body.append(name, value);
  body.set("kiriman", id);
  return fetch(ADDRESS, { method: "POST", body, headers: { "X-CSRFToken": token }, credentials: "same-origin" });
}
