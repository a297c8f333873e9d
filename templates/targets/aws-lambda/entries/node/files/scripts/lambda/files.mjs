/** Packages that are in the archive beside the bundle. */
export const served = [];

/** What the service reads: pairs of a path in the archive and a file. */
export const buildFiles = () => [["openapi.json", "openapi.json"]];
