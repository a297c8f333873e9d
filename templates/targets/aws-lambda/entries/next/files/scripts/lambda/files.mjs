import { execSync } from "node:child_process";
import { readdirSync, readFileSync, realpathSync } from "node:fs";
import { join, relative } from "node:path";

/** Packages that `buildFiles` takes care of. */
export const served = ["next"];

const root = ".next/standalone";

/** Next's own way to start, its image optimizer, programs of this machine's platform. */
const unused = /^(server\.js$|node_modules\/(sharp|@img)\/)|\.(node|map)$/;

/** What the service reads: pairs of a path in the archive and its content. */
export function buildFiles() {
  // `output: "standalone"` for this build alone, as OpenNext does it: Next copies what its server needs.
  const env = { ...process.env, NEXT_PRIVATE_STANDALONE: "true" };
  execSync("next build", { env, stdio: ["ignore", "ignore", "inherit"] });
  const needed = filesIn(root).filter((path) => !unused.test(path));
  const files = needed.map((path) => [path, readFileSync(join(root, path))]);
  return [["openapi.json", readFileSync("openapi.json")], ...files, ...aliases()];
}

/** Compiled routes load packages by links in .next: a copy instead would have classes of its own. */
function aliases() {
  const folder = ".next/node_modules";
  return readdirSync(join(root, folder)).map((alias) => {
    const target = realpathSync(join(root, folder, alias));
    const name = slashes(relative(join(realpathSync(root), "node_modules"), target));
    return [`${folder}/${alias}/index.js`, Buffer.from(`module.exports = require("${name}");\n`)];
  });
}

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => slashes(relative(folder, join(entry.parentPath, entry.name))));

const slashes = (path) => path.replaceAll("\\", "/");
