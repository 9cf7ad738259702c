// npm run build: bundles the player into the classic scripts under built/, which are committed. Packages carry some of
// them, one behind the other: parts.py. Classic, because ES modules fail on file:// and in sandboxed frames.
//
// The parts behind core.js and the second script are built without what core.js has: they take it from
// window.coursebuilder (runtime/hand_over.js), which is the only thing the scripts share.
//
// What esbuild has bundled terser makes 3 % smaller: it joins statements that esbuild leaves apart.
//
// npm run build -- --out FOLDER --maps writes them elsewhere, with source maps to look for faults by.
import * as esbuild from "esbuild";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { minify } from "terser";

import { handOver } from "./runtime/hand_over.js";

const HERE = dirname(fileURLToPath(import.meta.url));
const TARGETS = join(HERE, "..", "targets");
const SHARED = "window.coursebuilder";
const { values: ASKED } = parseArgs({ options: { maps: { type: "boolean" }, out: { type: "string" } } });
const FOLDER = resolve(ASKED.out || join(HERE, "built"));

// What each part does with what its module exports.
const PARTS = {
  adapter_scorm12: [`${TARGETS}/scorm12/adapter.js`, "createAdapter"],
  adapter_scorm2004: [`${TARGETS}/scorm2004/adapter.js`, "createAdapter"],
  adapter_cmi5: [`${TARGETS}/cmi5/adapter.js`, "createAdapter"],
  adapter_xapi: [`${TARGETS}/xapi/adapter.js`, "createAdapter"],
  adapter_web: [`${TARGETS}/web/adapter.js`, "createAdapter"],
  telling_scorm12: [`${TARGETS}/scorm12/telling.js`, "telling"],
  telling_scorm2004: [`${TARGETS}/scorm2004/telling.js`, "telling"],
  whole_course: [`${HERE}/runtime/whole_course.js`, "openSession", "openPlayer"],
};

const OPTIONS = {
  absWorkingDir: HERE,
  bundle: true,
  charset: "utf8",
  format: "iife",
  logLevel: "warning",
  metafile: true,
  minify: true,
  sourcemap: ASKED.maps ? "linked" : false,
  target: "es2017", // the oldest browsers that learners have
};

// Imports of files of the first script become properties of the hand-over object; unused ones are left out.
function fromCore(files) {
  const names = Object.keys(handOver);
  const contents = names.map((name) => `export const ${name} = /* @__PURE__ */ (() => ${SHARED}.${name})();`);
  return {
    name: "from-core",
    setup(build) {
      build.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
        const found = resolve(resolveDir, path);
        return files.has(found) ? { path: found, namespace: "handed-over" } : null;
      });
      build.onLoad({ filter: /.*/, namespace: "handed-over" }, () => ({ contents: contents.join("\n") }));
    },
  };
}

function bundle(name, entry, plugins) {
  const outfile = join(FOLDER, `${name}.js`);
  return esbuild.build({ ...OPTIONS, ...entry, outfile, plugins });
}

// A script of its own around a module: `contents` does something with what the module exports.
function around(contents) {
  return { stdin: { contents, resolveDir: HERE } };
}

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const core = await bundle("core", { entryPoints: ["runtime/core.js"] });
const shared = [fromCore(new Set(Object.keys(core.metafile.inputs).map((path) => resolve(HERE, path))))];
for (const [name, [path, ...exported]] of Object.entries(PARTS)) {
  const names = exported.join(", ");
  await bundle(name, around(`import { ${names} } from "${path}"; Object.assign(${SHARED}, { ${names} });`), shared);
}
const wrapped = `${SHARED}.createAdapter = withStatements(${SHARED}.createAdapter);`;
await bundle(
  "statements_beside",
  around(`import { withStatements } from "./runtime/statements_beside.js"; ${wrapped}`),
  shared,
);
await bundle("later", { entryPoints: ["runtime/later.js"] }, shared);
await bundle("probe", { entryPoints: ["../build/probe/probe.js"] });
for (const name of ASKED.maps ? [] : readdirSync(FOLDER)) {
  const file = join(FOLDER, name);
  const { code } = await minify(readFileSync(file, "utf8"), { compress: { passes: 3 }, ecma: 2017 });
  writeFileSync(file, `${code}\n`);
}
