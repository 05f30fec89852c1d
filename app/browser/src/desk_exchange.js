// A long import is done in parts, each by a press of its button; this module presses it.

document.querySelector("[data-go-on]")?.requestSubmit();
