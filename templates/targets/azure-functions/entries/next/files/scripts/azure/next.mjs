import { cpSync, mkdirSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const standalone = ".next/standalone";

/** Next itself, of which its server needs a part, its compiler, and its image optimizer. */
const replaced = ["next", "@next", "@img", "sharp"];

/** Puts what `next build` has made beside all dependencies, and leaves what it needs of Next. */
export function addNext(folder) {
  for (const name of replaced) {
    rmSync(join(folder, "node_modules", name), { recursive: true, force: true });
  }
  const filter = (path) => !path.includes(join(".next", "node_modules"));
  for (const path of [".next", "node_modules/next", "node_modules/@next"]) {
    cpSync(join(standalone, path), join(folder, path), { recursive: true, filter });
  }
  addAliases(join(folder, ".next/node_modules"));
}

/** Compiled routes load packages by links, which archives don't keep: a copy would have classes of its own. */
function addAliases(folder) {
  for (const alias of readdirSync(".next/node_modules")) {
    const [, name] = readlinkSync(join(".next/node_modules", alias)).split(/node_modules[\\/]/);
    const code = `module.exports = require("${name.replaceAll("\\", "/")}");\n`;
    mkdirSync(join(folder, alias), { recursive: true });
    writeFileSync(join(folder, alias, "index.js"), code);
  }
}
