import { assert } from '@open-wc/testing';
import { bodyAction } from '../../src/html/body-action.js';
import { plainText } from '../../src/html/plain-text.js';
import { wideList } from '../../src/html/wide-list.js';
import { sanitise } from '../../src/html/sanitise.js';
import type { SanitiseOptions } from '../../src/html/sanitise.js';
import { offences } from './allowed-in-test.js';
import { labels, serialise } from './body-support.js';
import { hostileCorpus, sample } from './hostile-corpus.js';
import { loadPurifier } from '../../src/html/purify.js';

// For browsers without a sanitizer of their own, and for frames.
before(() => loadPurifier().then(assert.isTrue));

/** Vectors in a normal run; a deep run takes all. */
const sliceSize = 400;
const seed = 20_261_122;

/** An address under which every fetch is noted. What bites has its own: it may fetch late. */
const newOrigin = () => `${location.origin}/run-${Math.random().toString(36).slice(2)}`;
const origin = newOrigin();
const corpus = hostileCorpus(origin);
const vectors = fcDeep ? corpus : sample(corpus, sliceSize, seed);

const globals = globalThis as unknown as Record<string, unknown>;
let ran = 0;

/** What was fetched since this was asked last. */
async function fetched(from: string): Promise<string[]> {
  const answer = await fetch(`${from}/canary-log`);
  return (await answer.json()) as string[];
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves when an image asked for now has come, so that what was asked for before is noted. */
async function settle(): Promise<void> {
  const image = new Image();
  image.src = `${origin}/canary/image/last`;
  await image.decode();
  await pause(500);
}

/** Every way a body is made, so that each vector meets each of them. */
const ways: Partial<SanitiseOptions>[] = [
  {},
  { allowEmbeds: true },
  { allowEmbeds: true, allowedEmbedDomains: ['a.example'] },
  { wide: wideList },
  { reduceMotion: true },
  { deferImages: true, mentions: false, hashtags: false },
];

describe(`hostile markup (${String(vectors.length)} of ${String(corpus.length)} vectors)`, () => {
  const pageBefore = {
    name: window.name,
    title: document.title,
    url: location.href,
    cookie: document.cookie,
  };
  const stage = document.createElement('div');
  const errors: string[] = [];
  const onError = (event: ErrorEvent) => errors.push(event.message);

  before(() => {
    globals.fcRan = () => ran++;
    for (const name of ['alert', 'confirm', 'prompt', 'open', 'print']) globals[name] = () => ran++;
    document.body.append(stage);
    window.addEventListener('error', onError);
  });

  after(() => {
    stage.remove();
    window.removeEventListener('error', onError);
  });

  it('bites where it is not sanitised', async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const inside = frame.contentWindow as unknown as Record<string, unknown>;
    let bites = 0;
    inside.fcRan = () => bites++;
    const body = frame.contentDocument?.body;
    assert.isOk(body);
    const bitingOrigin = newOrigin();
    for (const { html, family } of sample(hostileCorpus(bitingOrigin), 600, seed)) {
      if (!/handler|context|mutation|syntax/.test(family)) continue;
      const place = document.createElement('div');
      body.append(place);
      place.innerHTML = html;
    }
    let hasFetched = false;
    for (let round = 0; round < 200 && !(bites > 40 && hasFetched); round++) {
      hasFetched ||= (await fetched(bitingOrigin)).some((path) => path.startsWith('/other/'));
      await pause(100);
    }
    frame.remove();
    assert.isAbove(bites, 40);
    assert.isTrue(hasFetched, 'something was fetched');
    assert.equal(ran, 0, 'the frame kept to itself');
  });

  it('leaves nothing outside the list, in any way a body is made', () => {
    const failures: string[] = [];
    for (const { html, family } of vectors) {
      const bad = offences(sanitise(html));
      for (const way of ways) {
        const host = document.createElement('div');
        stage.append(host);
        const root = host.attachShadow({ mode: 'open' });
        root.append(sanitise(html, { labels, authorName: 'Ann', ...way }));
        bad.push(...offences(root, { decorated: true, header: way.wide !== undefined }));
      }
      if (bad.length > 0) failures.push(`${family}: ${html.slice(0, 200)}\n  → ${bad.join(', ')}`);
    }
    assert.deepEqual(failures, []);
  });

  it('comes out the same when it is serialised and sanitised again', () => {
    const failures: string[] = [];
    for (const { html, family } of vectors) {
      const once = serialise(sanitise(html));
      const twice = serialise(sanitise(once));
      if (once !== twice) failures.push(`${family}: ${html.slice(0, 200)}\n  ${once}\n  ${twice}`);
    }
    assert.deepEqual(failures, []);
  });

  it('answers no click with anything but our own actions', () => {
    const kinds = new Set<string>();
    const onClick = (event: MouseEvent) => {
      const action = bodyAction(event);
      if (action) kinds.add(action.kind);
      event.preventDefault();
    };
    for (const host of stage.children) {
      const root = host.shadowRoot;
      root?.addEventListener('click', onClick as EventListener);
      for (const element of root?.querySelectorAll<HTMLElement>('*') ?? []) element.click();
    }
    for (const kind of kinds) assert.include(['hashtag', 'image', 'embed'], kind);
  });

  it('reads as text without running or fetching', () => {
    for (const { html } of vectors) plainText(html);
  });

  it('ran nothing, fetched nothing but images, and left the page as it was', async () => {
    await settle();
    assert.equal(ran, 0, 'handlers that ran');
    const others = (await fetched(origin)).filter((path) => !path.startsWith('/image/'));
    assert.deepEqual(others, []);
    assert.deepEqual(errors, []);
    assert.deepEqual(
      { name: window.name, title: document.title, url: location.href, cookie: document.cookie },
      pageBefore,
    );
    assert.isNull(document.querySelector('[data-fc], style[title], base, x-widget'));
  });
});
