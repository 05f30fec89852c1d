// Without signal: shows the empty complaint form and the page that says what waits, and keeps a form that could not be sent.
// Of pages it keeps these two alone, asked for without cookies, so that nothing in its cache knows anybody.
import { entriesOf, nameOf } from "../outbox/entries.js";
import { sendAll } from "../outbox/send.js";
import { keep } from "../outbox/store.js";

const CACHE = "tanggap";
const { form: FORM, formCopy: FORM_COPY, offline: OFFLINE, files: FILES } = self.SHELL;

self.addEventListener("install", (event) => {
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([sweep(), self.clients.claim()]));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && request.method === "GET") event.respondWith(page(request, url));
  else if (request.mode === "navigate" && url.pathname === FORM) event.respondWith(sendOrKeep(request));
  else if (FILES.includes(url.pathname + url.search)) event.respondWith(file(request));
});

// Where the browser has no Background Sync, a page of the site sends at its next visit.
self.addEventListener("sync", (event) => {
  if (event.tag === "kiriman") event.waitUntil(sendAll().then(tellPages));
});

async function fill() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES);
  await Promise.all([FORM_COPY, OFFLINE].map((address) => renew(cache, address)));
}

async function renew(cache, address) {
  const answer = await fetch(address, { credentials: "omit", cache: "no-store" });
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  await cache.put(address, answer);
}

/** Forget the files of an earlier version. */
async function sweep() {
  const cache = await caches.open(CACHE);
  const kept = [...FILES, FORM_COPY, OFFLINE];
  for (const request of await cache.keys()) {
    const url = new URL(request.url);
    if (!kept.includes(url.pathname + url.search)) await cache.delete(request);
  }
}

async function page(request, url) {
  try {
    const answer = await fetch(request);
    // The categories of the form may have changed since it was kept.
    if (url.pathname === FORM) caches.open(CACHE).then((cache) => renew(cache, FORM_COPY)).catch(() => {});
    return answer;
  } catch {
    const address = [FORM, FORM_COPY].includes(url.pathname) ? FORM_COPY : OFFLINE;
    return (await caches.match(address)) ?? Response.error();
  }
}

async function file(request) {
  return (await caches.match(request)) ?? fetch(request);
}

async function sendOrKeep(request) {
  const copy = request.clone();
  try {
    return await fetch(request);
  } catch {
    const data = await copy.formData();
    await keep(nameOf(data), entriesOf(data));
    await self.registration.sync?.register("kiriman").catch(() => {});
    return Response.redirect(OFFLINE, 303);
  }
}

async function tellPages() {
  for (const client of await self.clients.matchAll()) client.postMessage("kiriman");
}
