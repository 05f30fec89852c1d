// From a filled-in form to what is kept of it. The page does it, and the service worker for a form that did not arrive.

/** Return the fields to keep: no token, and no file input that was left empty. */
export function entriesOf(formData) {
  return [...formData].filter(([name, value]) => {
    if (name === "csrf_token" || name === "kiriman") return false;
    return typeof value === "string" || value.size > 0;
  });
}

/** Return the name under which a complaint is sent: the one that the page brought, else a new one. */
export function nameOf(formData) {
  return formData.get("kiriman") || newName();
}

function newName() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
