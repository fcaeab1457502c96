import { assert } from '@open-wc/testing';
import { bodyAction } from '../../src/html/body-action.js';
import { plainText } from '../../src/html/plain-text.js';
import { wideList } from '../../src/html/wide-list.js';
import { sanitise } from '../../src/html/sanitise.js';
import type { SanitiseOptions } from '../../src/html/sanitise.js';
import { offences } from './allowed-in-test.js';
import { labels, serialise } from './body-support.js';
import { hostileCorpus, sample } from './hostile-corpus.js';

/** Vectors in a normal run; a deep run takes all. */
const sliceSize = 400;
const seed = 20_261_122;

const run = `run-${Math.random().toString(36).slice(2)}`;
const origin = `${location.origin}/${run}`;
const corpus = hostileCorpus(origin);
const vectors = fcDeep ? corpus : sample(corpus, sliceSize, seed);

const globals = globalThis as unknown as Record<string, unknown>;
let ran = 0;

async function fetched(): Promise<string[]> {
  const answer = await fetch(`${origin}/canary-log`);
  return (await answer.json()) as string[];
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 500));

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
    for (const { html, family } of sample(corpus, 600, seed)) {
      if (!/handler|context|mutation|syntax/.test(family)) continue;
      const place = document.createElement('div');
      body.append(place);
      place.innerHTML = html;
    }
    await settle();
    frame.remove();
    assert.isAbove(bites, 40);
    assert.equal(ran, 0, 'the frame kept to itself');
    assert.isNotEmpty((await fetched()).filter((path) => path.startsWith('/other/')));
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
    const others = (await fetched()).filter((path) => !path.startsWith('/image/'));
    assert.deepEqual(others, []);
    assert.deepEqual(errors, []);
    assert.deepEqual(
      { name: window.name, title: document.title, url: location.href, cookie: document.cookie },
      pageBefore,
    );
    assert.isNull(document.querySelector('[data-fc], style[title], base, x-widget'));
  });
});
