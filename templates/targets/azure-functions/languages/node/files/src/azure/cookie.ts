import type { Cookie } from "@azure/functions";

const attributes: Record<string, (value: string) => Partial<Cookie>> = {
  domain: (domain) => ({ domain }),
  path: (path) => ({ path }),
  expires: (date) => ({ expires: new Date(date) }),
  "max-age": (seconds) => ({ maxAge: Number(seconds) }),
  secure: () => ({ secure: true }),
  httponly: () => ({ httpOnly: true }),
  samesite: (sameSite) => ({ sameSite: sameSite as "Strict" | "Lax" | "None" }),
};

/** Azure takes cookies in parts, since it keeps one header of a name, and encodes their values. */
export function toCookie(line: string): Cookie {
  const [pair = "", ...rest] = line.split(/; */);
  const [name, value] = split(pair);
  const parts = rest.map(split).map(([key, text]) => attributes[key.toLowerCase()]?.(text));
  return Object.assign({ name, value: decodeURIComponent(value) }, ...parts);
}

function split(part: string): [string, string] {
  const [name = "", value = ""] = part.split(/=(.*)/s);
  return [name, value];
}
