/**
 * Runs a command to its end and leaves nothing of it behind: it gets a process group of its own, which
 * is ended when the command has ended, when it takes too long, and when this process is told to stop.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How a command is run. */
export interface CommandOptions {
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Milliseconds after which it is ended. Default: 15 minutes. */
  readonly limit?: number;
  /** `collect`: what it prints comes back as text instead of going to the terminal. */
  readonly output?: 'show' | 'collect';
}

/** How a command ended. */
export interface CommandEnd {
  /** Exit code; 1 if it was ended or could not be started. */
  readonly code: number;
  /** What it printed, if that was collected. */
  readonly output: string;
}

/** Milliseconds a group has to end by itself before it is ended for good. */
const grace = 5000;

const groups = new Set<ChildProcess>();

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has gone.
  }
}

function endAll(signal: NodeJS.Signals): void {
  for (const child of groups) signalGroup(child, signal);
}

process.on('exit', () => endAll('SIGKILL'));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    endAll('SIGTERM');
    setTimeout(() => process.exit(1), groups.size > 0 ? grace : 0);
  });
}

/** Runs `words` (a program and its arguments, no shell). Never rejects. */
export function runCommand(
  words: readonly string[],
  { env, cwd, limit = 15 * 60_000, output = 'show' }: CommandOptions = {},
): Promise<CommandEnd> {
  const [program = '', ...args] = words;
  return new Promise((resolve) => {
    let text = '';
    const child = spawn(program, args, {
      cwd,
      detached: process.platform !== 'win32',
      env: { ...process.env, ...env },
      stdio: output === 'show' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    groups.add(child);
    const take = (part: Buffer): void => {
      text += part.toString();
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    const timer = setTimeout(() => {
      console.error(`${program} took longer than ${limit / 1000} s and was ended.`);
      signalGroup(child, 'SIGTERM');
      setTimeout(() => signalGroup(child, 'SIGKILL'), grace).unref();
    }, limit);
    let ended = 1;
    child.once('error', (error) => {
      console.error(`${program} could not be started: ${error.message}`);
    });
    child.once('exit', (code) => {
      ended = code ?? 1;
      // What it left running would keep its output, and with it this promise, open.
      signalGroup(child, 'SIGKILL');
    });
    child.once('close', () => {
      clearTimeout(timer);
      groups.delete(child);
      resolve({ code: ended, output: text });
    });
  });
}

/** Packages whose program has another name than they have themselves. */
const packages: Readonly<Record<string, string>> = {
  attw: '@arethetypeswrong/cli',
  cem: '@custom-elements-manifest/analyzer',
  depcruise: 'dependency-cruiser',
  tsc: 'typescript',
  wtr: '@web/test-runner',
};

/** A program of this project's dependencies, as words for {@link runCommand}. */
export function bin(name: string, ...args: string[]): string[] {
  const folder = join('node_modules', packages[name] ?? name);
  const { bin: programs } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const file = typeof programs === 'string' ? programs : (programs[name] ?? '');
  return [process.execPath, join(folder, file), ...args];
}
