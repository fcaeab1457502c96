import { expect, test } from 'vitest';
import { canReach, readPolicies, refusedTrustedTypes } from '../../src/doctor/content-policy.js';
import { examine, type Circumstances } from '../../src/doctor/examine.js';
import { contentSecurityPolicy } from '../../demo/content-security-policy.js';

const page = 'https://blog.example.com/post';
const healthy: Circumstances = {
  page,
  policies: [],
  apiHost: 'https://fastcomments.com',
  wsHost: 'wss://ws.fastcomments.com',
  canStore: true,
  areCookiesOn: true,
  isOwnClass: true,
  settings: { tenantId: 'demo' },
  unknownAttributes: [],
  now: 1_800_000_000_000,
};

const codes = (about: Partial<Circumstances>) =>
  examine({ ...healthy, ...about }).map(({ code, kind }) => `${kind} ${code}`);

test('finds nothing on a page where nothing is wrong', () => {
  expect(codes({})).toEqual([]);
  const policies = readPolicies(
    contentSecurityPolicy("'self'", 'https://fastcomments.com', 'wss://ws.fastcomments.com'),
  );
  expect(codes({ policies })).toEqual([]);
});

test('finds what keeps the widget from working', () => {
  expect(codes({ settings: {} })).toEqual(['error tenant-id']);
  expect(codes({ settings: { tenantId: ' ' } })).toEqual(['error tenant-id']);
  expect(codes({ apiHost: 'fastcomments' })).toEqual(['error api-host']);
  expect(codes({ apiHost: 'http://api.example.com' })).toEqual(['error api-host']);
  expect(codes({ apiHost: 'http://localhost:8787' })).toEqual([]);
  expect(codes({ unknownAttributes: ['tenantid'] })).toEqual(['warning attribute']);
  expect(codes({ isOwnClass: false })).toEqual(['warning two-copies']);
  expect(codes({ canStore: false })).toEqual(['warning storage']);
  expect(codes({ areCookiesOn: false })).toEqual(['warning cookies']);
  expect(codes({ page: `${page}?utm_source=x` })).toEqual(['warning url-id']);
});

test('names the directive that is missing', () => {
  const policies = readPolicies(
    "default-src 'self'; connect-src 'self' https://fastcomments.com; trusted-types lit-html",
  );
  const findings = examine({ ...healthy, policies });
  expect(findings.map(({ code }) => code)).toEqual([
    'csp-connect-src',
    'csp-img-src',
    'csp-trusted-types',
  ]);
  expect(findings[0]?.text).toContain('wss://ws.fastcomments.com');
  expect(findings[2]?.text).toContain('"fastcomments-element"');
});

test('judges payloads by their time', () => {
  const sso = (timestamp: number) => codes({ settings: { tenantId: 'demo', sso: { timestamp } } });
  expect(sso(healthy.now)).toEqual([]);
  expect(sso(healthy.now / 1000)).toEqual(['error sso']);
  expect(sso(healthy.now - 90_000_000)).toEqual(['error sso']);
});

test.each([
  ['*', 'https://a.example', true],
  ['https:', 'https://a.example', true],
  ['http:', 'https://a.example', true],
  ['https:', 'http://a.example', false],
  ["'self'", 'https://blog.example.com', true],
  ["'self'", 'wss://blog.example.com', true],
  ["'self'", 'https://other.example.com', false],
  ["'none'", 'https://blog.example.com', false],
  ['a.example', 'https://a.example', true],
  ['https://a.example', 'https://a.example/deep/path', true],
  ['https://a.example', 'https://b.example', false],
  ['https://*.example.com', 'https://ws.example.com', true],
  ['https://*.example.com', 'https://example.com', false],
  ['wss://a.example:8787', 'wss://a.example:8787', true],
  ['wss://a.example:8787', 'wss://a.example:1', false],
  ['a.example:*', 'https://a.example:4000', true],
  ['a.example', 'https://a.example:4000', false],
])('%s lets %s be reached: %s', (source, target, isAllowed) => {
  const [policy] = readPolicies(`connect-src ${source}`);
  expect(policy && canReach(policy, 'connect-src', target, page)).toBe(isAllowed);
});

test('reads several policies, and of two directives of one name the first', () => {
  const [first, second] = readPolicies("img-src 'none'; img-src *, connect-src https:");
  expect(first?.get('img-src')).toEqual(["'none'"]);
  expect(second && refusedTrustedTypes(second, ['lit-html'])).toEqual([]);
});
