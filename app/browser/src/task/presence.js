// Says every twenty seconds that this page is open, while somebody looks at it, and shows who else has it open.
const TURN = 20_000;

export function keepPresence(line) {
  const { presence: url, token } = line.dataset;
  const shown = line.querySelector("[data-presence-text]");
  let timer = 0;

  async function announce() {
    clearTimeout(timer);
    if (document.visibilityState === "hidden") return;
    timer = setTimeout(announce, TURN);
    try {
      const response = await fetch(url, { method: "POST", headers: { "X-CSRFToken": token, "X-Tanggap-Otomatis": "1" } });
      if (response.ok) show((await response.json()).pembuka);
      // The session is over or the task is no longer this person's: asking again changes nothing.
      else if (response.status < 500) clearTimeout(timer);
    } catch {
      // Without a connection nobody can be asked; the next turn tries again.
    }
  }

  // The line is read out when it changes, so an unchanged one is left alone.
  function show(text) {
    if (shown.textContent !== text) shown.textContent = text;
  }

  document.addEventListener("visibilitychange", announce);
  addEventListener("pagehide", () => {
    navigator.sendBeacon(url, new URLSearchParams({ csrf_token: token, pergi: "ya" }));
  });
  announce();
}
