import { execSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { served } from "./files.mjs";

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
const find = (name) => packages[`node_modules/${name}`];

/**
 * Installs the dependencies that have a program for each platform, as Lambda's needs them: they can't be bundled.
 *
 * @param {string} arch
 * @returns pairs of a path in the archive and its content
 */
export function nativeFiles(arch) {
  const names = Object.keys(packages[""].dependencies).filter(
    (name) => isNative(name) && !served.includes(name),
  );
  if (names.length === 0) return [];
  const folder = mkdtempSync(join(tmpdir(), "lambda-"));
  for (const file of ["package.json", "package-lock.json"]) copyFileSync(file, join(folder, file));
  const platform = `--os=linux --cpu=${arch} --libc=glibc`;
  const command = `npm ci --omit=dev --ignore-scripts --no-audit --no-fund --silent ${platform}`;
  try {
    execSync(command, { cwd: folder, stdio: "inherit" });
    return [...withNeeds(names, arch)].flatMap((name) => filesOf(folder, `node_modules/${name}`));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const isNative = (name) =>
  Object.keys(find(name).optionalDependencies ?? {}).some((needed) => find(needed)?.cpu);

/** Lambda has glibc, and not every package says which it is for. */
const runsOn = (arch, name) =>
  (find(name)?.cpu ?? [arch]).includes(arch) &&
  (find(name)?.os ?? ["linux"]).includes("linux") &&
  !name.endsWith("-musl");

function withNeeds(names, arch, found = new Set()) {
  for (const name of names) {
    if (found.has(name) || !find(name) || !runsOn(arch, name)) continue;
    found.add(name);
    const { dependencies, optionalDependencies } = find(name);
    withNeeds(Object.keys({ ...dependencies, ...optionalDependencies }), arch, found);
  }
  return found;
}

const filesOf = (folder, name) =>
  readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(folder, path).replaceAll("\\", "/"), readFileSync(path)]);
