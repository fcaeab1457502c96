import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';

/** A port nobody uses now. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, 'localhost', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** `npm run demo`, running. */
export interface Demo {
  /** The page's address. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the demo as a person does, with the given ports and its data in `db`. */
export async function startDemo(ports: { page: number; api: number }, db: string): Promise<Demo> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'demo/main.ts'], {
    env: { ...process.env, PORT: String(ports.page), API_PORT: String(ports.api), DB: db },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const take = (part: Buffer): void => {
    output += part.toString();
  };
  child.stderr.on('data', take);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (part: Buffer) => {
      take(part);
      const [, found] = /The thread:\s+(\S+)/.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`the demo ended:\n${output}`)));
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      process.off('exit', kill);
    },
  };
}
