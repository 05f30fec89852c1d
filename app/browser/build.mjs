// Builds app/static/bundles: the page modules, the style sheet, the icon sprite, and manifest.json that names them.
// `--all-styles` keeps every Tabler rule, for work on templates without building again for each new class.
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createHash } from "node:crypto";
import esbuild from "esbuild";
import { PurgeCSS } from "purgecss";

const here = path.dirname(fileURLToPath(import.meta.url));
const app = path.dirname(here);
const bundles = path.join(app, "static", "bundles");
const modules = path.join(here, "node_modules");
// Windows 7, still met in offices, ends at Chrome 109 and Firefox 115.
const browsers = ["chrome109", "firefox115", "safari16"];

const sources = (await readdir(path.join(here, "src"))).filter((name) => name.endsWith(".js"));
const styles = await writeTabler();
const icons = await writeIcons();
const { metafile } = await esbuild.build({
  absWorkingDir: here,
  entryPoints: Object.fromEntries([...sources.map((name) => `src/${name}`), styles].map((file) => [path.parse(file).name, file])),
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  metafile: true,
  target: browsers,
  outdir: bundles,
  entryNames: "[name]-[hash]",
  chunkNames: "part-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".woff": "file", ".woff2": "file", ".ttf": "file", ".eot": "file", ".svg": "file" },
});
// A service worker has a fixed address, and Firefox ESR takes none that is a module.
await esbuild.build({
  absWorkingDir: here,
  entryPoints: ["src/sw/sw.js"],
  bundle: true,
  format: "iife",
  minify: true,
  target: browsers,
  outfile: path.join(bundles, "sw.js"),
});
await writeLicences(metafile);
await writeManifest(metafile);

async function writeTabler() {
  const original = path.join(modules, "@tabler/core/dist/css/tabler.css");
  let css = await readFile(original, "utf8");
  if (!process.argv.includes("--all-styles")) {
    // A class counts as used when its whole name stands in a template, in Python or in a page module.
    const [result] = await new PurgeCSS().purge({
      content: [`${app}/templates/**/*.html`, `${app}/**/*.py`, `${here}/src/*.js`],
      css: [{ raw: css }],
      keyframes: true,
      fontFace: true,
    });
    css = result.css;
  }
  const target = path.join(modules, ".cache", "tabler.css");
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, await withPlainColours(css));
  return target;
}

// Chrome 109 knows no oklch(), and esbuild leaves custom properties alone, where Tabler keeps its colours.
async function withPlainColours(css) {
  const found = [...new Set(css.match(/oklch\([\d.% a-z]+\)/g))];
  const sheet = found.map((colour) => `a{color:${colour}}`).join("\n");
  const { code } = await esbuild.transform(sheet, { loader: "css", target: "chrome109" });
  const plain = [...code.matchAll(/\{\s*color: ([^;]+);/g)].map((match) => match[1]);
  const lookup = new Map(found.map((colour, index) => [colour, plain[index]]));
  return css.replace(/oklch\([\d.% a-z]+\)/g, (colour) => lookup.get(colour));
}

async function writeIcons() {
  const list = await readFile(path.join(here, "icons.txt"), "utf8");
  const names = list.split("\n").filter((line) => line && !line.startsWith("#"));
  const symbols = await Promise.all(names.map(symbol));
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
  const hash = createHash("sha256").update(sprite).digest("hex").slice(0, 8).toUpperCase();
  await mkdir(bundles, { recursive: true });
  await writeFile(path.join(bundles, `icons-${hash}.svg`), sprite);
  return { names, file: `icons-${hash}.svg` };
}

async function symbol(name) {
  const svg = await readFile(path.join(modules, "@tabler/icons/icons/outline", `${name}.svg`), "utf8");
  const shapes = svg.match(/<(path|circle|rect|line)[^>]*>/g).filter((shape) => !shape.includes('stroke="none"'));
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.join("")}</symbol>`;
}

// The licences ask that their text travels with the code.
async function writeLicences(metafile) {
  const inputs = Object.keys(metafile.inputs).map((input) => input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1]);
  const packages = [...new Set([...inputs, "@tabler/core", "@tabler/icons"])].filter((name) => name && name !== ".cache");
  const texts = await Promise.all(packages.sort().map(licence));
  await writeFile(path.join(bundles, "LICENSES.txt"), texts.join(`\n${"=".repeat(80)}\n\n`));
}

async function licence(name) {
  const folder = path.join(modules, name);
  const about = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? await readFile(path.join(folder, file), "utf8") : `Licence: ${about.license}\n`;
  return `${name} ${about.version}\n\n${text}`;
}

async function writeManifest(metafile) {
  const files = { "icons.svg": icons.file };
  const parts = {};
  for (const [output, { entryPoint, cssBundle }] of Object.entries(metafile.outputs)) {
    if (!entryPoint) continue;
    files[path.basename(entryPoint)] = path.basename(output);
    parts[path.basename(entryPoint)] = [...partsOf(metafile, output)].map((part) => path.basename(part)).sort();
    if (cssBundle) files[`${path.parse(entryPoint).name}.css`] = path.basename(cssBundle);
  }
  const kept = new Set([...Object.keys(metafile.outputs).map((output) => path.basename(output)), icons.file]);
  kept.add("LICENSES.txt").add("manifest.json").add("sw.js");
  await writeFile(path.join(bundles, "manifest.json"), JSON.stringify({ files, parts, icons: icons.names }, null, 2));
  for (const name of await readdir(bundles)) if (!kept.has(name)) await rm(path.join(bundles, name));
}

// Everything that a page module imports, and what that imports: a browser without signal needs all of it.
function partsOf(metafile, output, found = new Set()) {
  for (const { path: part, kind } of metafile.outputs[output].imports) {
    if (kind !== "import-statement" || found.has(part)) continue;
    found.add(part);
    partsOf(metafile, part, found);
  }
  return found;
}
