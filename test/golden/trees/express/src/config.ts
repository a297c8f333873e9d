import { existsSync } from "node:fs";
import { z } from "zod";
import { databaseUrl } from "./db/dialect.ts";

const flag = z.enum(["true", "false"]).transform((value) => value === "true");

const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, "must be an integer")
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be between ${min} and ${max}`);

const isOrigin = (value: string) => URL.canParse(value) && new URL(value).origin === value;

const origins = z
  .string()
  .transform((list) => list.split(",").flatMap((item) => item.trim() || []))
  .refine((list) => list.every(isOrigin), "must be origins");

export const Config = z.object({
  APP_ENV: z.enum(["development", "test", "production"]).default("development"),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: integer(0, 65_535).default(8080),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  LOG_FORMAT: z.enum(["json", "pretty"]).default("json"),
  DATABASE_URL: databaseUrl.default("sqlite:///./data/app.db"),
  MIGRATE_ON_START: flag.default(true),
  SHUTDOWN_TIMEOUT_MS: integer(0, 2 ** 31 - 1).default(10_000),
  CORS_ORIGINS: origins.default([]),
  DOCS_ENABLED: flag.default(true),
  METRICS_ENABLED: flag.default(true),
});

export type Config = z.output<typeof Config>;

/** Reads the environment and, outside production, `.env`. Bad variables are named, and end the process. */
export function loadConfig(): Config {
  if (process.env.APP_ENV !== "production" && existsSync(".env")) process.loadEnvFile();
  const { data, error } = Config.safeParse(process.env);
  if (data) return data;
  for (const { path, message } of error.issues) console.error(`${String(path[0])}: ${message}`);
  // EX_CONFIG of sysexits.h.
  process.exit(78);
}
