import { z } from "zod";

/** `sqlite:///` and a path, which is relative unless it begins with one more slash. */
export const databaseUrl = z
  .string()
  .regex(
    /^sqlite:(:memory:|\/\/\/.+)$/,
    "must be sqlite:///./data/app.db or the like, or sqlite::memory:",
  );

export const pathOf = (url: string): string => url.replace(/^sqlite:(\/\/\/)?/, "");
