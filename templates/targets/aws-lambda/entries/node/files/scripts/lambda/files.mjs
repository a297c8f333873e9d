import { readFileSync } from "node:fs";

/** Packages that `buildFiles` takes care of. */
export const served = [];

/** What the service reads: pairs of a path in the archive and its content. */
export const buildFiles = () => [["openapi.json", readFileSync("openapi.json")]];
