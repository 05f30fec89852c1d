// On every public page: makes the site installable, sends what waits on this device, and shows what waits or was sent.
// Contract: body of templates/public/page.html with [data-outbox-note]; templates/public/offline.html with
// [data-outbox-list] and the <template>s of its lines.
import { sendAll } from "./outbox/send.js";
import { all, forget } from "./outbox/store.js";

// A browser that has lost the network for a moment often does not tell when it is back.
const RETRY = 10_000;
const note = document.querySelector("[data-outbox-note]");
const list = document.querySelector("[data-outbox-list]");
let timer = 0;

if ("serviceWorker" in navigator && "indexedDB" in window) {
  navigator.serviceWorker.register("/sw.js").catch(() => {});
  navigator.serviceWorker.addEventListener("message", ({ data }) => data === "kiriman" && show());
  addEventListener("online", send);
  send();
}

async function send() {
  clearTimeout(timer);
  if (!(await show())) return;
  // Without signal, whatever the browser believes, everything goes on waiting.
  const outcomes = navigator.onLine ? await sendAll().catch(() => []) : [];
  if (outcomes.length) await show();
  timer = setTimeout(send, RETRY);
}

/** Show what is kept here; returns whether some of it still has to be sent. */
async function show() {
  const found = await all().catch(() => []);
  if (note) note.hidden = !found.length || Boolean(list);
  const waits = found.some((one) => one.state === "waiting");
  if (!list) return waits;
  list.replaceChildren(...found.map(line));
  document.querySelector("[data-outbox-empty]").hidden = found.length > 0;
  return waits;
}

function line(one) {
  const shown = document.querySelector(`template[data-outbox-line=${one.state}]`).content.cloneNode(true);
  const values = { judul: title(one), nomor: one.nomor, kode: one.kode, pada: new Date(one.at).toLocaleString("id-ID") };
  for (const place of shown.querySelectorAll("[data-value]")) place.textContent = values[place.dataset.value] ?? "";
  for (const place of shown.querySelectorAll("[data-errors]")) {
    place.append(...(one.salah ?? []).map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  }
  const link = shown.querySelector("[data-track]");
  if (link) link.href += `#${new URLSearchParams({ nomor: one.nomor, kode: one.kode })}`;
  const name = shown.querySelector("[name=kiriman]");
  if (name) prepare(name, one);
  shown.querySelector("[data-outbox-delete]").addEventListener("click", async (event) => {
    if (!confirm(event.target.closest("button").dataset.confirm)) return;
    await forget(one.id);
    await show();
  });
  return shown;
}

// The form that opens a refused complaint for mending needs the token of this session, and the name of the complaint.
async function prepare(field, one) {
  field.value = one.id;
  field.form.addEventListener("submit", () => forget(one.id));
  const answer = await fetch("/pengaduan/kunci", { cache: "no-store" });
  field.form.elements.csrf_token.value = (await answer.json()).csrf_token;
}

function title(one) {
  return new Map(one.entries ?? []).get("judul") ?? "";
}
