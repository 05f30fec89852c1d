// Judges BPMN files by bpmn.io's own linter and reader: node bpmnlint.mjs PACKAGE_JSON FILE…
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [packageFile, ...files] = process.argv.slice(2);
const require = createRequire(packageFile);
const { BpmnModdle } = await import(pathToFileURL(require.resolve('bpmn-moddle')));
const { Linter } = require('bpmnlint');
const NodeResolver = require('bpmnlint/lib/resolver/node-resolver');

const linter = new Linter({ config: { extends: 'bpmnlint:recommended' }, resolver: new NodeResolver({ require }) });
const judged = await Promise.all(files.map(async (file) => {
  const { rootElement, warnings } = await new BpmnModdle().fromXML(readFileSync(file, 'utf8'));
  const results = Object.entries(await linter.lint(rootElement));
  const reports = results.flatMap(([rule, found]) => found.map(({ id, category }) => [category, rule, id]));
  return [file, { unread: warnings.map(({ message }) => message), reports }];
}));
console.log(JSON.stringify(Object.fromEntries(judged)));
