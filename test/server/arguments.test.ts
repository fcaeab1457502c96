import { describe, expect, test } from 'vitest';
import { readArguments } from '../../demo/server/read-arguments.js';

const defaults = {
  port: 8787,
  db: ':memory:',
  seed: 'story',
  rateLimit: true,
  errorStatus: 'http',
  anonUserId: 'honour',
};

describe('the command line', () => {
  test.each([
    ['', {}],
    ['--port 0 --db x.sqlite --seed large:500', { port: 0, db: 'x.sqlite', seed: 'large:500' }],
    ['--port=81 --seed=empty', { port: 81, seed: 'empty' }],
    ['--no-rate-limit', { rateLimit: false }],
    ['--error-status 200 --anon-user-id refuse', { errorStatus: '200', anonUserId: 'refuse' }],
  ])('%j', (line, wanted) => {
    expect(readArguments(line.split(' ').filter(Boolean))).toEqual({ ...defaults, ...wanted });
  });

  test.each(['--help', '-h', '--port 1 --help'])('%s asks for help', (line) => {
    expect(readArguments(line.split(' '))).toBeNull();
  });

  test.each([
    ['--port', '--port needs a value'],
    ['--port --seed story', '--port needs a value'],
    ['--port 99999', '--port must be a number from 0 to 65535, not "99999"'],
    ['--port 1.5', 'not "1.5"'],
    ['--seed huge', '--seed must be story, empty or large:N, not "huge"'],
    ['--seed large:0', 'not "large:0"'],
    ['--db', '--db needs a value'],
    ['--error-status 500', '--error-status must be http or 200, not "500"'],
    ['--prot 1', 'Unknown argument "--prot"'],
    ['story', 'Unknown argument "story"'],
  ])('%s is refused', (line, reason) => {
    expect(() => readArguments(line.split(' '))).toThrow(reason);
  });
});
