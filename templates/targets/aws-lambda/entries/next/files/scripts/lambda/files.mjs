import { execSync } from "node:child_process";
import { readdirSync, realpathSync } from "node:fs";
import { join, relative } from "node:path";

/** Packages that are in the archive beside the bundle. */
export const served = ["next"];

const root = ".next/standalone";

/** Next's own way to start, its image optimizer, programs of this machine's platform. */
const unused = /^(server\.js$|node_modules\/(sharp|@img)\/)|\.(node|map)$/;

/** What the service reads: pairs of a path in the archive and a file. */
export function buildFiles() {
  // `output: "standalone"` for this build alone, as OpenNext does it: Next copies what its server needs.
  const env = { ...process.env, NEXT_PRIVATE_STANDALONE: "true" };
  execSync("next build", { env, stdio: ["ignore", "ignore", "inherit"] });
  const needed = filesIn(root)
    .map((path) => [path.slice(root.length + 1), path])
    .filter(([path]) => !unused.test(path));
  return [["openapi.json", "openapi.json"], ...needed, ...aliases(needed)];
}

/** Compiled routes load packages by links in .next, and archives have none. */
function aliases(files) {
  const folder = ".next/node_modules";
  return readdirSync(join(root, folder)).flatMap((alias) => {
    const target = slashes(relative(realpathSync(root), realpathSync(join(root, folder, alias))));
    return files
      .filter(([path]) => path.startsWith(`${target}/`))
      .map(([path, source]) => [`${folder}/${alias}${path.slice(target.length)}`, source]);
  });
}

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => slashes(join(entry.parentPath, entry.name)));

const slashes = (path) => path.replaceAll("\\", "/");
