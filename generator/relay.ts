import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a server that can be cut off and restored. */
export interface Relay {
  /** The URL that leads through it. */
  readonly url: string;
  /** Ends every connection and accepts no new one. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** @param url of a server on TCP, with its host and, if it isn't `defaultPort`, its port */
export async function openRelay(url: string, defaultPort: number): Promise<Relay> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let ownPort = 0;

  const join = (near: Socket) => {
    const far = connect(Number(port) || defaultPort, hostname.replace(/^\[|\]$/g, ''));
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  };
  const start = async () => {
    server = createServer(join).listen(ownPort, '127.0.0.1');
    await once(server, 'listening');
    ownPort = (server.address() as AddressInfo).port;
  };
  const stop = async () => {
    if (!server) return;
    const closed = once(server, 'close');
    server.close();
    server = undefined;
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await start();
  return { url: Object.assign(new URL(url), { host: `127.0.0.1:${ownPort}` }).href, start, stop };
}
