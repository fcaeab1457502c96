import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { WebSocketServer, type WebSocket } from 'ws';
import type { PageSettings } from '../../src/testing/documents.js';
import { roomName } from '../../src/testing/live-hub.js';
import { plantSeed, type Seed } from '../../src/testing/seeds.js';
import type { ServerOptions } from '../../src/testing/server-options.js';
import { ServerState } from '../../src/testing/server-state.js';
import { createApp } from './create-app.js';
import { openSQLiteStorage } from './sqlite-storage.js';

/** Answers a request, or hands it on. */
export type FetchLayer = (
  request: Request,
  env: HttpBindings,
  next: (request: Request) => Promise<Response>,
) => Promise<Response>;

/** What stands between the server and its sockets. */
export interface SocketLayer {
  /** What happens to a new socket: taken, refused, or taken without ever getting an event. */
  admit(room: string): 'accept' | 'refuse' | 'silent';
  /** Wraps the delivery of events to one socket. */
  through(room: string, deliver: (frame: string) => void): (frame: string) => void;
}

/** How the server is started. */
export interface ApiServerOptions extends Omit<ServerOptions, 'storage'> {
  /** 0 takes any free one. */
  port?: number;
  /** Addresses to listen on. Default: both loopback addresses, as far as the machine has them. */
  hosts?: readonly string[];
  /** SQLite file, or `:memory:`, which is the default. */
  db?: string;
  seed?: Seed;
  /** Settings of single pages of tenant `demo`. */
  pages?: Record<string, PageSettings>;
  /** Layers around HTTP and sockets, for tests. */
  fetchLayer?: FetchLayer;
  socketLayer?: SocketLayer;
}

/** A running server. */
export interface ApiServer {
  readonly port: number;
  /** `http://localhost:<port>`. */
  readonly url: string;
  /** Documents, settings and sockets. */
  readonly core: ServerState;
  /** Ends everything: sockets, open requests, the file. */
  close(): Promise<void>;
}

function originOf(request: IncomingMessage): string {
  const origin = `http://${request.headers.host ?? ''}`;
  return URL.canParse(origin) ? origin : 'http://localhost';
}

/** Takes WebSockets at `/sub` on the HTTP server's own port. */
function serveSockets(
  server: Server,
  sockets: WebSocketServer,
  core: ServerState,
  layer: SocketLayer | undefined,
): void {
  const refuse = (socket: Duplex, status: string): void => {
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  };
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const origin = originOf(request);
    const url = new URL(request.url ?? '/', origin);
    const urlId = url.searchParams.get('urlId');
    const room = roomName(urlId ?? '');
    if (url.pathname !== '/sub') {
      refuse(socket, '404 Not Found');
      return;
    }
    const verdict = layer?.admit(room) ?? 'accept';
    if (verdict === 'refuse') {
      refuse(socket, '503 Service Unavailable');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket: WebSocket) => {
      webSocket.on('error', () => webSocket.terminate());
      // The service takes the text `ping` and answers nothing.
      webSocket.on('message', () => undefined);
      const deliver = (frame: string): void => {
        if (webSocket.readyState === webSocket.OPEN) webSocket.send(frame);
      };
      const query = {
        urlId,
        tenantIdWS: url.searchParams.get('tenantIdWS'),
        userIdWS: url.searchParams.get('userIdWS'),
      };
      const take =
        verdict === 'silent' ? () => undefined : (layer?.through(room, deliver) ?? deliver);
      const opened = core.connect(query, origin, take, () => webSocket.terminate());
      if ('refused' in opened) {
        webSocket.close(1008, opened.refused);
        return;
      }
      webSocket.on('close', opened.leave);
    });
  });
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/**
 * Listens on every host under one port. A host the machine does not have is left out, unless it is
 * the first. A free port of the first host may be taken on the second; then another is tried.
 */
async function listenOnAll(
  make: () => Server,
  hosts: readonly string[],
  port: number,
): Promise<{ port: number; servers: Server[] }> {
  for (let attempt = 1; ; attempt += 1) {
    const servers: Server[] = [];
    let taken = port;
    try {
      for (const [at, host] of hosts.entries()) {
        const server = make();
        try {
          taken = await listen(server, taken, host);
          servers.push(server);
        } catch (error) {
          const { code } = error as NodeJS.ErrnoException;
          const missing = code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT';
          if (at === 0 || !missing) throw error;
        }
      }
      return { port: taken, servers };
    } catch (error) {
      await Promise.all(servers.map(stop));
      const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!isTaken || port !== 0 || attempt === 10) throw error;
    }
  }
}

/**
 * Starts the demo's API server: the core of `src/testing` on SQLite, HTTP and WebSocket. Rejects if
 * the port is taken or the file cannot be used.
 */
export async function startApiServer(options: ApiServerOptions = {}): Promise<ApiServer> {
  const { port = 0, hosts = ['127.0.0.1', '::1'], db = ':memory:', ...others } = options;
  const { seed, pages, fetchLayer, socketLayer, ...core } = others;
  const storage = openSQLiteStorage(db);
  try {
    const state = new ServerState({ ...core, storage });
    if (pages) state.configureTenant('demo', { pages });
    if (seed !== undefined) plantSeed(state, 'demo', seed);
    const app = createApp(state);
    const answer = async (request: Request): Promise<Response> => app.fetch(request);
    const webSockets = new WebSocketServer({ noServer: true, maxPayload: 16 * 1024 });
    const make = (): Server => {
      const server = createAdaptorServer({
        fetch: (request, env) =>
          fetchLayer ? fetchLayer(request, env as HttpBindings, answer) : answer(request),
        overrideGlobalObjects: false,
      }) as Server;
      serveSockets(server, webSockets, state, socketLayer);
      return server;
    };
    const listening = await listenOnAll(make, hosts, port);
    return {
      port: listening.port,
      url: `http://localhost:${listening.port}`,
      core: state,
      async close() {
        for (const socket of webSockets.clients) socket.terminate();
        webSockets.close();
        await Promise.all(listening.servers.map(stop));
        state.db.close();
      },
    };
  } catch (error) {
    storage.close();
    throw error;
  }
}
