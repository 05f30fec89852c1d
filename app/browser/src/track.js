// Fills in what the QR code of a receipt brings behind the #, and takes it out of the address bar and the history.

const given = new URLSearchParams(location.hash.slice(1));
const form = document.querySelector("[data-track] form");

if (given.has("nomor") && given.has("kode")) {
  for (const name of ["nomor", "kode"]) form.elements[name].value = given.get(name);
  history.replaceState(null, "", location.pathname);
  form.querySelector("[type=submit]").focus();
}
