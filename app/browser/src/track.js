// Fills in what the QR code of a receipt or a letter brings behind the #, and takes it out of the address bar and the history.

const given = new URLSearchParams(location.hash.slice(1));
const form = document.querySelector("[data-track] form[data-form]");
const names = ["nomor", "kode"].filter((name) => given.has(name));

if (names.length) {
  for (const name of names) form.elements[name].value = given.get(name);
  history.replaceState(null, "", location.pathname);
  // A letter passes through many hands, so its code names the case and leaves the access code to its reporter.
  if (names.length === 2) form.querySelector("[type=submit]").focus();
  else form.elements.kode.focus();
}
