/** `npm run sbom` writes what production needs to sbom.cdx.json, as CycloneDX; it works offline. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const command =
  "npm sbom --sbom-format cyclonedx --sbom-type application --package-lock-only --omit dev";
const { status, stdout } = spawnSync(command, {
  cwd: root,
  shell: true,
  maxBuffer: 2 ** 28,
  stdio: ["ignore", "pipe", "inherit"],
});
if (status === 0) writeFileSync(join(root, "sbom.cdx.json"), stdout);
process.exitCode = status ?? 1;
