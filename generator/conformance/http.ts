import http from 'node:http';
import https from 'node:https';
import { curlLine } from './curl.ts';
import { Failure } from './failure.ts';
import { HttpResponse } from './response.ts';

export type HeaderFields = Readonly<Record<string, string | readonly string[]>>;

/** Sent exactly as it is written: no header is added but Host, Connection, and the length of the body. */
export interface HttpRequest {
  readonly method: string;
  /** With the query; neither encoded nor normalised. */
  readonly path: string;
  /** A list is sent as several lines. */
  readonly headers?: HeaderFields | undefined;
  readonly body?: string | Uint8Array | undefined;
  /** With `Transfer-Encoding: chunked` instead of a length. */
  readonly chunked?: boolean | undefined;
}

/** A request whose body is still being sent. */
export interface Exchange {
  write(bytes: string | Uint8Array): void;
  /** Sends the end of the body. Rejects with a `Failure` when there is no answer. */
  finish(bytes?: string | Uint8Array): Promise<HttpResponse>;
  /** Hangs up. */
  abandon(): void;
}

export interface HttpOptions {
  readonly timeoutMs?: number;
  /** Sees every response before the caller does. */
  readonly onResponse?: (request: HttpRequest, response: HttpResponse) => void;
}

/** Shorter than any server keeps an idle connection, so that no request goes into one that is being closed. */
const idleMs = 1000;

/** An HTTP client that normalises nothing. One per service; `close` ends its connections. */
export class Http {
  readonly origin: URL;
  readonly #agent: http.Agent;
  readonly #options: HttpOptions;
  readonly #running = new Set<Promise<HttpResponse>>();

  /** @param baseUrl without a trailing slash; may have a path */
  constructor(baseUrl: string, options: HttpOptions = {}, agent = newAgent(baseUrl)) {
    this.origin = new URL(baseUrl);
    this.#agent = agent;
    this.#options = options;
  }

  /** The same connections, other options. */
  with(options: HttpOptions): Http {
    return new Http(this.baseUrl, { ...this.#options, ...options }, this.#agent);
  }

  get baseUrl(): string {
    return this.origin.origin + this.prefix;
  }

  /** The path that a gateway puts before every path of the contract; usually empty. */
  get prefix(): string {
    return this.origin.pathname.replace(/\/$/, '');
  }

  curl(request: HttpRequest): string {
    return curlLine(this.baseUrl, request);
  }

  /** Rejects with a `Failure` when nothing, or something that isn't HTTP, comes back in time. */
  async send(request: HttpRequest): Promise<HttpResponse> {
    return this.open(request).finish(request.body);
  }

  /** Sends the head of a request now and its body later. `headers` must then say how long it will be. */
  open(request: HttpRequest): Exchange {
    const client = this.origin.protocol === 'https:' ? https : http;
    const call = client.request({
      agent: this.#agent,
      host: this.origin.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: this.origin.port,
      method: request.method,
      path: this.prefix + request.path,
      headers: { ...framing(request), ...mutable(request.headers) },
    });
    const answer = this.#answerTo(request, call);
    this.#running.add(answer);
    const forget = () => this.#running.delete(answer);
    // Whoever opened it may be interested only in what happens before the answer, so a rejection is no surprise.
    answer.then(forget, forget);
    return {
      write: (bytes) => void call.write(bytes),
      finish: (bytes) => {
        call.end(bytes);
        return answer;
      },
      abandon: () => void call.destroy(),
    };
  }

  get(path: string, headers?: HeaderFields): Promise<HttpResponse> {
    return this.send({ method: 'GET', path, headers });
  }

  head(path: string, headers?: HeaderFields): Promise<HttpResponse> {
    return this.send({ method: 'HEAD', path, headers });
  }

  options(path: string, headers?: HeaderFields): Promise<HttpResponse> {
    return this.send({ method: 'OPTIONS', path, headers });
  }

  delete(path: string, headers?: HeaderFields): Promise<HttpResponse> {
    return this.send({ method: 'DELETE', path, headers });
  }

  /** @param body JSON text */
  post(path: string, body: string | Uint8Array, headers?: HeaderFields): Promise<HttpResponse> {
    return this.send({ method: 'POST', path, headers: { ...json, ...headers }, body });
  }

  /** @param body JSON text */
  patch(path: string, body: string | Uint8Array, headers?: HeaderFields): Promise<HttpResponse> {
    return this.send({ method: 'PATCH', path, headers: { ...json, ...headers }, body });
  }

  /** Resolves when no request is running any more, nor any that followed on one. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) {
      await Promise.allSettled(this.#running);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  #answerTo(request: HttpRequest, call: http.ClientRequest): Promise<HttpResponse> {
    const sent = this.curl(request);
    const { timeoutMs = 10_000, onResponse } = this.#options;
    return new Promise((resolve, reject) => {
      const fail = (expected: string, got: string) => {
        clearTimeout(timer);
        reject(new Failure(sent, expected, got));
      };
      const timer = setTimeout(() => {
        fail(`an answer within ${timeoutMs / 1000} s`, 'none');
        call.destroy();
      }, timeoutMs);
      const done = (message: http.IncomingMessage, bytes: Buffer) => {
        clearTimeout(timer);
        const response = new HttpResponse(sent, message.statusCode ?? 0, message.rawHeaders, bytes);
        onResponse?.(request, response);
        resolve(response);
      };
      call.on('error', (error) => fail('an HTTP response', described(error)));
      call.on('upgrade', (message, socket) => {
        socket.destroy();
        done(message, Buffer.alloc(0));
      });
      call.on('response', (message) => {
        const chunks: Buffer[] = [];
        message.on('data', (chunk: Buffer) => chunks.push(chunk));
        message.on('error', (error) => fail('a complete HTTP response', described(error)));
        message.on('end', () => done(message, Buffer.concat(chunks)));
      });
    });
  }
}

const json: HeaderFields = { 'Content-Type': 'application/json' };

function newAgent(baseUrl: string): http.Agent {
  const options = { keepAlive: true, maxSockets: 64, timeout: idleMs };
  return baseUrl.startsWith('https:') ? new https.Agent(options) : new http.Agent(options);
}

function framing({ body, chunked }: HttpRequest): Record<string, string> {
  if (chunked) return { 'Transfer-Encoding': 'chunked' };
  return body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
}

function mutable(headers: HeaderFields = {}): http.OutgoingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value].flat()]),
  ) as http.OutgoingHttpHeaders;
}

const described = (error: NodeJS.ErrnoException): string => [error.code, error.message].filter(Boolean).join(' ');
