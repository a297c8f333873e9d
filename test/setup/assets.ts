import { resolve } from 'node:path';

/** The bundle finds its files beside itself; the sources, as tests import them, find those of the bundle. */
Object.assign(globalThis, { ASSETS: resolve('dist') });
