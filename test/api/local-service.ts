import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a request looked like. */
export interface Heard {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

/** A real HTTP server on this machine that answers as a test says. */
export interface LocalService {
  readonly host: string;
  readonly heard: Heard[];
  /** How the next requests are answered; the last answer stays. */
  answer(...answers: ((response: ServerResponse, request: IncomingMessage) => void)[]): void;
  /** Resolves when so many requests have come. */
  requests(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts a {@link LocalService}. */
export async function startService(): Promise<LocalService> {
  const heard: Heard[] = [];
  let answers: ((response: ServerResponse, request: IncomingMessage) => void)[] = [];
  let waiting: { count: number; done: () => void }[] = [];
  const server = createServer((request, response) => {
    heard.push({
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
    });
    (answers.length > 1 ? answers.shift() : answers[0])?.(response, request);
    waiting = waiting.filter(({ count, done }) => {
      if (heard.length < count) return true;
      done();
      return false;
    });
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  return {
    host: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    answer(...next) {
      answers = next;
    },
    requests: (count) =>
      heard.length >= count
        ? Promise.resolve()
        : new Promise((done) => {
            waiting.push({ count, done });
          }),
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => {
          done();
        });
      }),
  };
}

/** Answers with JSON. */
export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

/** Answers with a text that is none of the service's. */
export const html =
  (body: string, status = 200) =>
  (response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': 'text/html' });
    response.end(body);
  };

/** Cuts the connection without an answer. */
export const reset = (response: ServerResponse): void => {
  response.socket?.destroy();
};

/** Hears and says nothing. */
export const silence = (): void => undefined;
