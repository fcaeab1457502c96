import { parseSeed, type Seed } from '../../src/testing/seeds.js';

/** What the command line asks for. */
export interface Arguments {
  readonly port: number;
  readonly db: string;
  readonly seed: Seed;
  readonly rateLimit: boolean;
  readonly errorStatus: 'http' | '200';
  readonly anonUserId: 'honour' | 'ignore' | 'refuse';
}

/** How the command is used. */
export const usage = `Usage: npm run demo:api -- [options]

  --port N             port to listen on, 0 for any free one (default 8787)
  --db FILE|:memory:   SQLite file that keeps everything (default :memory:)
  --seed WHAT          story, empty or large:N; fills its page if that is empty (default story)
  --no-rate-limit      no limit of comments and calls a minute
  --error-status WHAT  http (refusals with their HTTP status, default) or 200 (all with 200)
  --anon-user-id WHAT  honour (default), ignore or refuse the anonUserId parameter
  --help               this text
`;

const errorStatuses = ['http', '200'] as const;
const anonUserIds = ['honour', 'ignore', 'refuse'] as const;

function oneOf<const T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) {
    throw new Error(`${name} must be ${allowed.join(' or ')}, not "${value}".`);
  }
  return found;
}

function readPort(value: string): number {
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port > 65_535) {
    throw new Error(`--port must be a number from 0 to 65535, not "${value}".`);
  }
  return port;
}

function readSeed(value: string): Seed {
  const seed = parseSeed(value);
  if (seed === null) throw new Error(`--seed must be story, empty or large:N, not "${value}".`);
  return seed;
}

/** Reads the command line. Throws with a sentence that names what is wrong; null asks for help. */
export function readArguments(words: readonly string[]): Arguments | null {
  const read = {
    port: 8787,
    db: ':memory:',
    seed: 'story' as Seed,
    rateLimit: true,
    errorStatus: 'http' as Arguments['errorStatus'],
    anonUserId: 'honour' as Arguments['anonUserId'],
  };
  const rest = words.flatMap((word) => {
    // Both --port 1 and --port=1.
    const equals = word.startsWith('--') ? word.indexOf('=') : -1;
    return equals < 0 ? [word] : [word.slice(0, equals), word.slice(equals + 1)];
  });
  while (rest.length > 0) {
    const name = rest.shift() ?? '';
    if (name === '--help' || name === '-h') return null;
    if (name === '--no-rate-limit') {
      read.rateLimit = false;
      continue;
    }
    if (!['--port', '--db', '--seed', '--error-status', '--anon-user-id'].includes(name)) {
      throw new Error(`Unknown argument "${name}".`);
    }
    const value = rest.shift();
    if (value === undefined || value === '' || value.startsWith('--')) {
      throw new Error(`${name} needs a value.`);
    }
    if (name === '--port') read.port = readPort(value);
    else if (name === '--db') read.db = value;
    else if (name === '--seed') read.seed = readSeed(value);
    else if (name === '--error-status') read.errorStatus = oneOf(name, value, errorStatuses);
    else read.anonUserId = oneOf(name, value, anonUserIds);
  }
  return read;
}
