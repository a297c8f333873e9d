import { connect } from 'node:net';
import { afterAll } from 'vitest';
import { type Reference, startReference } from '../../reference/server.ts';

/** Starts a server for the file and stops it afterwards. */
export async function serve(options: Parameters<typeof startReference>[0]) {
  const reference: Reference = await startReference(options);
  afterAll(() => reference.stop());
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(reference.url + path, {
      method,
      redirect: 'manual',
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = text !== '' && /json$/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
  };
  return { ...reference, send, raw: (text: string) => exchange(reference.url, text) };
}

/** Writes the text as it is to the socket, and resolves to everything that comes until the server closes. */
function exchange(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(text, 'latin1'));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    socket.on('error', reject);
  });
}
