import type { JsonObject } from './response.ts';

/** The log lines that are JSON objects and mention the text. */
export function linesWith(output: string, text: string): JsonObject[] {
  return output
    .split('\n')
    .filter((line) => line.includes(text))
    .map(parsed)
    .filter((line) => line !== undefined);
}

/** What isn't a JSON object is not a log line of the contract; the checks look at how many there are. */
function parsed(line: string): JsonObject | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as JsonObject;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const pollMs = 10;

/** Waits until `found` gives something; a pipe from another process has a delay of its own. */
export async function eventually<T>(
  found: () => T | undefined | Promise<T | undefined>,
  ms: number,
): Promise<T | undefined> {
  const deadline = Date.now() + ms;
  for (;;) {
    const value = await found();
    if (value !== undefined || Date.now() > deadline) return value;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
