// Opens a picture large on the page itself. Escape or the button closes it, the arrows go to the next one.
export function showPictures(dialog) {
  const links = [...document.querySelectorAll("a[data-picture]")];
  const image = dialog.querySelector("[data-picture-shown]");
  const caption = dialog.querySelector("[data-picture-name]");
  const alone = dialog.querySelector("[data-picture-link]");
  let place = 0;

  function show(next) {
    place = (next + links.length) % links.length;
    const link = links[place];
    image.src = link.href;
    image.alt = link.dataset.picture;
    caption.textContent = links.length > 1 ? `${link.dataset.picture} (${place + 1}/${links.length})` : link.dataset.picture;
    alone.href = link.href;
  }

  for (const [number, link] of links.entries()) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(number);
      dialog.showModal();
    });
  }
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || links.length < 2) return;
    event.preventDefault();
    show(place + step);
  });
  // A click on the dark ground beside the picture closes it too.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => links[place].focus());
}
