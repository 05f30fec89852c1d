// Lets this browser take messages. Without this module the page says that JavaScript is needed; the rest works.
// Contract with templates/public/notifications.html: form[data-push] with its key, [data-push-mark] on each browser's line.
const form = document.querySelector("form[data-push]");
if (form) begin(form).catch(() => tell(form, "textFailed"));

async function begin(form) {
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
    tell(form, "textUnsupported");
    return;
  }
  const registration = await navigator.serviceWorker.register(form.dataset.worker);
  const subscription = await registration.pushManager.getSubscription();
  const line = subscription && (await lineOf(subscription));
  if (line) {
    line.querySelector("[data-push-here]").hidden = false;
    line.querySelector("form").addEventListener("submit", () => subscription.unsubscribe());
    tell(form, "textOn");
    return;
  }
  if (Notification.permission === "denied") {
    tell(form, "textDenied");
    return;
  }
  const button = form.querySelector("[data-push-on]");
  tell(form, "");
  button.hidden = false;
  button.addEventListener("click", () => subscribe(form, subscription));
}

async function subscribe(form, former) {
  try {
    if ((await Notification.requestPermission()) !== "granted") {
      tell(form, "textDenied");
      return;
    }
    // A subscription under another key of the office takes no messages of this one.
    await former?.unsubscribe();
    const registration = await navigator.serviceWorker.ready;
    const applicationServerKey = bytes(form.dataset.push);
    const { endpoint, keys } = (
      await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey })
    ).toJSON();
    for (const [name, value] of Object.entries({ endpoint, ...keys })) form.elements[name].value = value;
    form.submit();
  } catch {
    tell(form, "textFailed");
  }
}

async function lineOf({ endpoint }) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  const mark = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return document.querySelector(`[data-push-mark="${mark}"]`);
}

function tell(form, name) {
  const status = form.querySelector("[data-push-status]");
  status.textContent = name ? status.dataset[name] : "";
  status.hidden = !name;
}

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}
