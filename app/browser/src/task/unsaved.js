// A form that keeps no draft asks before its text is lost, and only while there is one.
export function warnOfUnsaved(form) {
  const begun = () => new URLSearchParams(new FormData(form)).toString();
  const first = begun();
  let isSent = false;
  form.addEventListener("submit", () => (isSent = true));
  addEventListener("pageshow", () => (isSent = false));
  addEventListener("beforeunload", (event) => {
    if (isSent || begun() === first) return;
    event.preventDefault();
    event.returnValue = "unsaved"; // Chrome 109 asks only then.
  });
}
