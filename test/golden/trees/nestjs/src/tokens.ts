/** What is injected by something other than its class. */
export const CONFIG = Symbol("CONFIG");
export const DATABASE = Symbol("DATABASE");
export const LOGGER = Symbol("LOGGER");
