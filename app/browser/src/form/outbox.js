// Keeps a complaint on this device where there is no signal, and sends it from there; without it the form is sent as ever.
// Contract: form[data-outbox] ("offline" or "always") with data-max-mb and the texts read below, [data-outbox-problem].
import { entriesOf, nameOf } from "../outbox/entries.js";
import { sendAll } from "../outbox/send.js";
import { keep } from "../outbox/store.js";

const PAGE = "/luring";

export function keepWithoutSignal(form) {
  form.addEventListener(
    "submit",
    (event) => {
      // A form whose pictures are still being made smaller is sent again when they are.
      if (event.defaultPrevented || (form.dataset.outbox === "offline" && navigator.onLine)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      store(form).catch(() => say(form, form.dataset.textNoRoom));
    },
    { capture: true },
  );
}

async function store(form) {
  const data = new FormData(form);
  const large = [...data.values()].find((one) => one.size > form.dataset.maxMb * 1024 * 1024);
  if (large) {
    say(form, form.dataset.textLarge.replace("{name}", large.name));
    return;
  }
  const id = nameOf(data);
  await keep(id, entriesOf(data));
  const worker = await navigator.serviceWorker?.getRegistration();
  await worker?.sync?.register("kiriman").catch(() => {});
  const [outcome] = navigator.onLine ? await sendAll().catch(() => []) : [];
  // The draft lets go: leaving is meant, and no second copy stays behind.
  form.dispatchEvent(new CustomEvent("tanggap:kept"));
  location.assign(outcome?.id === id && outcome.state === "sent" ? outcome.alamat : PAGE);
}

function say(form, text) {
  const place = form.querySelector("[data-outbox-problem]");
  place.hidden = false;
  place.querySelector("p").textContent = text;
  place.scrollIntoView({ block: "center" });
}
