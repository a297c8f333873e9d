/** `npm run build:lambda` makes lambda.zip: for Lambda on Arm, or with `-- --arch x64` on x86. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { zipSync } from "fflate";
import { rolldown } from "rolldown";
import { buildFiles } from "./lambda/files.mjs";
import { nativeFiles } from "./lambda/native.mjs";

const { arch } = parseArgs({ options: { arch: { type: "string", default: "arm64" } } }).values;
const files = new Map([...buildFiles(), ...nativeFiles(arch)]);

const bundle = await rolldown({
  input: "src/lambda/index.ts",
  platform: "node",
  external: (id) => files.has(`node_modules/${id}/package.json`),
  // It warns of optional packages that aren't there; the compiler has looked for those that must be.
  logLevel: "silent",
});
const { output } = await bundle.generate({ format: "esm", codeSplitting: false });
files.set("dist/lambda/index.mjs", Buffer.from(output[0].code));

// The same bytes every time: sorted, and as old as a file in an archive can be.
const options = { level: 9, mtime: new Date(1980, 0, 1), os: 3, attrs: 0o644 << 16 };
const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
const zip = zipSync(Object.fromEntries(sorted), options);
writeFileSync("lambda.zip", zip);
console.log(`lambda.zip: ${(zip.length / 1e6).toFixed(1)} MB`);
