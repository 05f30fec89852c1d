// What every page has: messages to put away, buttons that copy or print, menus, and forms that are sent once.

for (const button of document.querySelectorAll("[data-copy], [data-print], [data-dismiss]")) {
  // These buttons can do nothing without this module, so the templates hide them until it runs.
  button.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dismiss], [data-copy], [data-print]");
  if (!button) {
    closeMenus(event.target);
  } else if ("dismiss" in button.dataset) {
    button.closest("[data-message]").remove();
  } else if ("copy" in button.dataset) {
    copy(button);
  } else {
    window.print();
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest("details[data-menu][open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  // A form that is answered with a file leaves its page standing, to be sent again.
  if (event.defaultPrevented || form.method !== "post" || "repeatable" in form.dataset) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  form.setAttribute("aria-busy", "true");
  // Buttons are disabled once the browser has read the form: the pressed one may carry a value.
  setTimeout(() => setDisabled(form, true));
});

// "Back" may bring the page as it was left, with its buttons disabled.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
    setDisabled(form, false);
  }
});

function setDisabled(form, disabled) {
  for (const control of form.elements) {
    if (control.type !== "submit" || (!disabled && !("waits" in control.dataset))) continue;
    if (disabled && control.disabled) continue;
    control.disabled = disabled;
    if (disabled) control.dataset.waits = "";
    else delete control.dataset.waits;
  }
}

function closeMenus(target) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
}

async function copy(button) {
  const said = button.querySelector("[data-copy-label]");
  const before = said.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    said.textContent = button.dataset.copied;
  } catch {
    // Without HTTPS, or when the person refused, the browser gives no clipboard; the text stands beside the button.
    said.textContent = button.dataset.notCopied;
  }
  setTimeout(() => (said.textContent = before), 4000);
}
