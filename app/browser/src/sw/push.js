// Shows a message of the office, and opens what it is about. What comes: {title, body, url, tag}; see push_message.py.
self.addEventListener("push", (event) => {
  const told = event.data?.json() ?? {};
  const shown = { body: told.body, tag: told.tag, lang: "id", data: { url: told.url } };
  event.waitUntil(self.registration.showNotification(told.title ?? "Tanggap", shown));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.url ?? "/"));
});

async function open(address) {
  const url = new URL(address, self.location.origin);
  // The page in hand may hold what somebody is writing, so it is brought to the front only where it shows the same.
  const ours = url.origin === self.location.origin ? url : new URL("/", self.location.origin);
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const same = pages.find((page) => page.url === ours.href);
  return same ? same.focus() : self.clients.openWindow(ours.href);
}
