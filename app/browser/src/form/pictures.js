// Makes large photos smaller before they are sent: a phone's camera makes files that a weak connection cannot carry.
// What a browser cannot read is sent as it is; the server judges every file in any case.
const LARGE = 1_000_000; // Bytes from which a photo is made smaller.
const LONGEST = 2400; // Pixels of its longer side, enough to read a letter on it.
const QUALITY = 0.85;

export function shrinkPictures(form) {
  let work = null;

  form.addEventListener("change", ({ target }) => {
    if (!target.matches("input[type=file]")) return;
    const latest = Promise.allSettled([work, shrinkFiles(target)]).then(() => {
      if (work === latest) work = null;
    });
    work = latest;
  });
  form.addEventListener(
    "submit",
    (event) => {
      if (!work) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      work.then(() => form.requestSubmit(event.submitter));
    },
    { capture: true },
  );
}

async function shrinkFiles(input) {
  const given = [...input.files];
  const kept = await Promise.all(given.map(smaller));
  // The person may have chosen others meanwhile.
  if (given.length !== input.files.length || given.some((file, place) => file !== input.files[place])) return;
  const transfer = new DataTransfer();
  for (const file of kept) transfer.items.add(file);
  input.files = transfer.files;
}

async function smaller(file) {
  if (file.size <= LARGE || !/^image\/(jpeg|png|webp)$/.test(file.type)) return file;
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return file;
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const context = canvas.getContext("2d");
  // A JPEG has no transparency; what was see-through becomes paper.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (!blob || blob.size >= file.size) return file;
  return new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" });
}
