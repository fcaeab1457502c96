/*
 * Longer than a file should be: it is one table.
 *
 * Every fault a thread has to live through, with what is asserted about it.
 */
import { expect } from 'vitest';
import type { ChaosFault } from '../support/chaos-server.js';
import type { Outcome, Scene } from './fault-scene.js';

/** A fault, and the way to its outcome; what is not as promised throws. */
export interface Fault {
  readonly name: string;
  /** Whether it is part of the slice every `npm test` runs. */
  readonly isQuick?: boolean;
  readonly run: (scene: Scene) => Promise<Outcome>;
}

/** The thread does not load, says so, and loads when asked again. */
async function load(scene: Scene, fault: ChaosFault): Promise<Outcome> {
  scene.break('getCommentsPublic', fault);
  await scene.open();
  const sees = await scene.alert();
  expect(sees).toContain('Try again');
  scene.heal();
  await scene.widget.press('button', 'Try again');
  await scene.widget.comment('Here before');
  return { sees, after: 'the thread stands after “Try again”', seconds: scene.seconds };
}

/** A comment is not taken, says so, and is on the service once when it is sent again. */
async function post(scene: Scene, fault: ChaosFault): Promise<Outcome> {
  await scene.openLive();
  scene.break('createCommentPublic', fault);
  const { widget } = scene;
  await widget.type('Write a comment', 'Precious words');
  await widget.type('Name', 'Nina');
  await widget.press('button', 'Post comment');
  let end = '';
  await scene.until('the end of it', async () => {
    end = await widget.look((root) => {
      const row = [...root.querySelectorAll('article')].find((article) =>
        article.textContent.includes('Precious words'),
      );
      const failed = row?.querySelector('[part~="comment-error"] span');
      if (row?.dataset.state === 'failed' && failed) return `failed: ${failed.textContent.trim()}`;
      if (row && !row.dataset.state) return 'found: the comment, as sending';
      const box = root.querySelector<HTMLTextAreaElement>('fc-composer.root textarea');
      const why = root.querySelector('fc-composer.root [part~="field-error"]:not([hidden])');
      if (box?.value !== 'Precious words' || !why?.textContent.trim()) return '';
      return `returned: ${why.textContent.trim()}`;
    });
    return end !== '';
  });
  const [, kind, sees] = /^(\w+): (.*)$/s.exec(end) ?? [];
  scene.heal();
  if (kind !== 'found') {
    await widget.press('button', kind === 'failed' ? 'Try again' : 'Post comment');
  }
  await widget.comment('Precious words');
  expect(await scene.served()).toEqual(['Here before', 'Precious words']);
  if (kind === 'found') {
    const after = 'it is found on the service and not sent again';
    return { sees: sees ?? '', after, seconds: 0 };
  }
  const place = kind === 'failed' ? 'in the thread, “Try again”' : 'the text is back in its box';
  return {
    sees: `${sees} (${place})`,
    after: 'sent again, it is there once',
    seconds: scene.seconds,
  };
}

/** Both, for what any call can meet. */
function both(name: string, fault: ChaosFault, isQuick = false): Fault[] {
  return [
    { name: `${name}, loading`, isQuick, run: (scene) => load(scene, fault) },
    { name: `${name}, posting`, run: (scene) => post(scene, fault) },
  ];
}

function status(code: number, headers?: Record<string, string>): ChaosFault {
  const json = { status: 'failed', code: `http-${code}`, reason: 'made up' };
  return { kind: 'answer', status: code, json, ...(headers && { headers }) };
}

/** A comment somebody else wrote meanwhile is offered, or shown. */
async function hearsOf(scene: Scene, text: string): Promise<void> {
  await scene.until('the news', () =>
    scene.widget.look((root, text: string) => {
      root.querySelector<HTMLElement>('[data-act="news"]')?.click();
      return root.textContent.includes(text);
    }, text),
  );
}

/** Answers with one field of another shape each; none may break the page. */
async function wrongShapes(scene: Scene, every: number): Promise<Outcome> {
  await scene.openLive();
  const { page, service, urlId, widget } = scene;
  const address = `${service.url}/comments/demo?urlId=${urlId}&asTree=true&includeConfig=true&limit=5&skip=0`; // prettier-ignore
  const sound = (await (await fetch(address)).json()) as Record<string, unknown>;
  const [comment] = sound.comments as Record<string, unknown>[];
  const wrong = [null, -1, 'x', [], {}, true, [null], 1e308];
  const variants: { field: string; json: unknown }[] = [];
  for (const value of wrong) {
    for (const field of Object.keys(sound)) variants.push({ field, json: { ...sound, [field]: value } }); // prettier-ignore
    for (const field of Object.keys(comment ?? {})) {
      const json = { ...sound, comments: [{ ...comment, [field]: value }] };
      variants.push({ field: `comments.${field}`, json });
    }
  }
  const chosen = variants.filter((_, index) => index % every === 0);
  for (const { field, json } of chosen) {
    service.run({ do: 'clear-rules', urlId });
    scene.break('getCommentsPublic', { kind: 'answer', status: 200, json });
    const end = await page.evaluate(
      `new Promise((resolve) => {
        const element = document.querySelector('fast-comments');
        const done = (event) => event.detail?.operation !== 'getEventLog' && resolve(event.type);
        for (const type of ['fc-ready', 'fc-error']) element.addEventListener(type, done, { once: true });
        setTimeout(() => resolve('nothing'), 15000);
        element.refresh();
      })`,
    );
    expect([field, end]).not.toContain('nothing');
    expect([field, await scene.uncaught()]).toEqual([field, []]);
  }
  scene.heal();
  await page.evaluate(`document.querySelector('fast-comments').refresh()`);
  await widget.comment('Here before');
  return {
    sees: `the thread without what cannot be read, or why it is not there (${chosen.length} answers)`,
    after: 'the next sound answer stands',
    seconds: scene.seconds,
  };
}

const htmlPage = '<!doctype html><title>Sign in to the Wi-Fi</title><h1>Welcome</h1>';

/** All of them. `every`: how many wrong shapes are left out between two that are tried. */
export function allFaults(every: number): readonly Fault[] {
  return [
    {
      name: 'DNS failure',
      isQuick: true,
      async run(scene) {
        await scene.open('http://no-such-host.invalid');
        const sees = await scene.alert();
        scene.heal();
        await scene.widget.set({ apiHost: scene.service.url });
        await scene.widget.comment('Here before');
        return { sees, after: 'the thread stands once the host is right', seconds: scene.seconds };
      },
    },
    ...both('connection reset', { kind: 'refuse' }, true),
    {
      name: 'answer lost on the way, posting',
      isQuick: true,
      run: (scene) => lostAnswer(scene),
    },
    ...both('30 s without a byte', { kind: 'silent' }),
    {
      name: 'slow trickle, loading',
      async run(scene) {
        scene.break('getCommentsPublic', { kind: 'trickle', bytes: 150, everyMs: 400 });
        await scene.open();
        await scene.widget.comment('Here before');
        scene.heal();
        return { sees: 'the thread, once it is whole', after: 'nothing to do', seconds: 0 };
      },
    },
    ...both('half an answer', { kind: 'partial' }),
    ...both('HTML instead of JSON', { kind: 'answer', status: 200, html: htmlPage }, true),
    {
      name: 'wrong shapes in every field',
      isQuick: true,
      run: (scene) => wrongShapes(scene, every),
    },
    ...[401, 403, 413].flatMap((code) => both(String(code), status(code))),
    ...both('429', status(429)),
    ...both('429 with Retry-After', status(429, { 'retry-after': '1' })),
    ...[500, 501, 502, 503, 504].flatMap((code) => both(String(code), status(code), code === 503)),
    ...both('CORS refusal', {
      kind: 'answer',
      status: 200,
      json: {},
      headers: { 'access-control-allow-origin': 'https://elsewhere.example' },
    }),
    {
      name: 'WebSocket refused',
      async run(scene) {
        scene.service.run({ do: 'refuse-sockets', urlId: scene.urlId, on: true });
        await scene.open();
        await scene.widget.comment('Here before');
        await scene.postAs('Walt', 'Said meanwhile');
        scene.heal();
        scene.service.run({ do: 'refuse-sockets', urlId: scene.urlId, on: false });
        await hearsOf(scene, 'Said meanwhile');
        return {
          sees: 'the thread; nothing arrives live',
          after: 'what was missed is offered with the next connection',
          seconds: scene.seconds,
        };
      },
    },
    {
      name: 'WebSocket accepted and silent',
      isQuick: true,
      async run(scene) {
        scene.service.run({ do: 'silence-sockets', urlId: scene.urlId, on: true });
        await scene.openLive().catch(() => undefined);
        await scene.postAs('Walt', 'Said meanwhile');
        scene.heal();
        await scene.page.evaluate(() => dispatchEvent(new Event('online')));
        await hearsOf(scene, 'Said meanwhile');
        return {
          sees: 'the thread; nothing arrives live',
          after: 'the log is read when the socket is doubted, and what was missed is offered',
          seconds: scene.seconds,
        };
      },
    },
    { name: 'WebSocket flooded: 5,000 frames in 2 s', isQuick: true, run: (scene) => flood(scene) },
    { name: 'garbage frames', isQuick: true, run: (scene) => garbage(scene) },
    { name: 'a laptop’s sleep of an hour', isQuick: true, run: (scene) => sleep(scene) },
    { name: 'back/forward cache', run: (scene) => backAndForth(scene) },
    { name: 'a chunk gone after a deploy', isQuick: true, run: (scene) => chunkGone(scene) },
    {
      name: 'the network gone before all of the widget has come',
      isQuick: true,
      run: (scene) => restMissing(scene),
    },
    {
      name: 'what makes comments safe gone, in a browser without a sanitizer',
      isQuick: true,
      run: (scene) => sanitiserMissing(scene),
    },
    { name: 'the element moved in the DOM', isQuick: true, run: (scene) => moved(scene) },
    { name: 'the element removed in mid-request', isQuick: true, run: (scene) => removed(scene) },
  ];
}

async function lostAnswer(scene: Scene): Promise<Outcome> {
  await scene.openLive();
  scene.service.run({ do: 'hold-events', urlId: scene.urlId });
  scene.break('createCommentPublic', { kind: 'drop-answer' });
  await scene.widget.type('Write a comment', 'Precious words');
  await scene.widget.type('Name', 'Nina');
  await scene.widget.press('button', 'Post comment');
  await scene.until('the call', async () => (await scene.served()).length === 2);
  scene.heal();
  await scene.widget.comment('Precious words');
  scene.service.run({ do: 'release-events', urlId: scene.urlId });
  expect(await scene.served()).toEqual(['Here before', 'Precious words']);
  return {
    sees: 'the comment, as sending',
    after: 'it is found on the service and not sent again',
    seconds: scene.seconds,
  };
}

async function flood(scene: Scene): Promise<Outcome> {
  await scene.openLive();
  // What comes soon after a read is read again, and the service knows nothing of these frames.
  await scene.page.evaluate('fcSleep(11_000)');
  const { service, urlId, widget } = scene;
  const started = Date.now();
  for (let sent = 0; sent < 5000; sent++) {
    // In step with the two seconds.
    if (sent % 50 === 0) {
      const wait = started + (sent / 5000) * 2000 - Date.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    }
    const vote = { id: `v${sent}`, _id: `v${sent}`, commentId: `${urlId}-1`, urlId, direction: 1, userId: `u${sent}` }; // prettier-ignore
    const comment = { _id: `${urlId}-f${sent}`, urlId, commentHTML: `flood ${sent}`, commenterName: 'Flo', parentId: null, date: new Date().toISOString(), verified: true, approved: true }; // prettier-ignore
    service.run({
      do: 'push',
      urlId,
      event: sent % 2 ? { type: 'new-vote', vote } : { type: 'new-comment', comment },
    });
  }
  scene.heal();
  await widget.until('the last of them', (root) =>
    [...root.querySelectorAll('button')].some((button) => /2,?500 new/.test(button.textContent)),
  );
  await widget.until('the votes', (root) =>
    /2,?500/.test(root.querySelector('[part~="vote-count"]')?.textContent ?? ''),
  );
  const { seconds } = scene;
  await widget.press('button', 'Reply', 'Here before');
  await widget.find('textbox', 'Write a reply', 'Here before');
  return {
    sees: 'nothing moves: a button with 2,500 new comments, a sum of 2,500 votes',
    after: 'every frame is counted once, presses are answered',
    seconds,
  };
}

async function garbage(scene: Scene): Promise<Outcome> {
  await scene.openLive();
  const seats = scene.service.core.hub.sockets(`demo:${scene.urlId}`) as unknown as {
    receive(frame: string): void;
  }[];
  const frames = ['', 'null', '{', '[]', '[[[[', '7', '"x"', '{"type":7}', '{"type":"new-comment"}', '{"type":"new-comment","comment":null}', '{"type":"new-vote","vote":{}}', '{"type":"__proto__"}', '%', '%E0%A4%A', '\u0000\uFFFF', 'x'.repeat(100_000), '{"type":"updated-comment","comment":{"_id":{}}}', '{"type":"p-u","uj":7}', '{"type":"new-config","config":[]}']; // prettier-ignore
  for (const seat of seats) for (const frame of frames) seat.receive(frame);
  scene.heal();
  await scene.postAs('Walt', 'Said after it');
  await hearsOf(scene, 'Said after it');
  return { sees: 'nothing of it', after: 'the next sound frame is heard', seconds: scene.seconds };
}

async function sleep(scene: Scene): Promise<Outcome> {
  await scene.openLive();
  const { service, urlId } = scene;
  service.run({ do: 'hold-events', urlId });
  await scene.postAs('Walt', 'Said at night');
  await scene.page.evaluate('fcSleep(3_600_000)');
  scene.heal();
  await hearsOf(scene, 'Said at night');
  const { seconds } = scene;
  service.run({ do: 'release-events', urlId });
  return { sees: 'the thread as it was', after: 'what was missed is offered', seconds };
}

async function backAndForth(scene: Scene): Promise<Outcome> {
  await scene.openLive();
  scene.site.put('/elsewhere', '<!doctype html><title>Elsewhere</title>');
  await scene.page.goto(`${scene.site.url}/elsewhere`);
  await scene.postAs('Walt', 'Said meanwhile');
  scene.heal();
  // Not the driver's way back: it waits for a page to load, and a kept one does not.
  await scene.page.evaluate('void setTimeout(() => history.back(), 0)');
  await scene.until('the way back', () =>
    scene.page
      .evaluate('Boolean(document.querySelector("fast-comments"))')
      .then(Boolean, () => false),
  );
  await scene.widget.comment('Here before');
  await hearsOf(scene, 'Said meanwhile');
  const wasKept = await scene.page.evaluate('globalThis.fcWasKept === true');
  return {
    sees: wasKept ? 'the page as it was left' : 'the page anew (this browser did not keep it)',
    after: 'what was missed is there',
    seconds: scene.seconds,
  };
}

async function chunkGone(scene: Scene): Promise<Outcome> {
  await scene.openLive();
  const putBack = scene.site.take(/\/chunks\/.*menu/);
  await scene.widget.press('button', 'More actions', 'Here before');
  const sees = await scene.alert();
  putBack();
  scene.heal();
  await scene.page.reload();
  await scene.widget.press('button', 'More actions', 'Here before');
  await scene.widget.find('menuitem', 'Flag');
  return { sees, after: 'a reload mends it', seconds: scene.seconds };
}

async function restMissing(scene: Scene): Promise<Outcome> {
  const putBack = scene.site.take(/\/chunks\/fast-comments-acts/);
  await scene.open();
  await scene.widget.comment('Here before');
  const sees = await scene.alert();
  putBack();
  scene.heal();
  await scene.page.evaluate(`dispatchEvent(new Event('online'))`);
  await scene.until('a socket', () => scene.sockets === 1);
  await scene.postAs('Walt', 'Said after it');
  await hearsOf(scene, 'Said after it');
  return { sees, after: 'the thread comes to life with the network', seconds: scene.seconds };
}

async function sanitiserMissing(scene: Scene): Promise<Outcome> {
  await scene.postAs('Walt', 'Some **bold** words');
  const putBack = scene.site.take(/\/chunks\/dom-purify/);
  await scene.open(scene.service.url, 'delete Element.prototype.setHTML;');
  await scene.widget.comment('Some bold words');
  const sees = await scene.alert();
  const countBold = (root: ShadowRoot) => root.querySelectorAll('[part~="comment-body"] *').length;
  expect(await scene.widget.look(countBold)).toBe(0);
  putBack();
  scene.heal();
  await scene.page.reload();
  await scene.widget.until('the markup', (root) =>
    root.querySelector('[part~="comment-body"] :is(b, strong)'),
  );
  return { sees: `the text, and: ${sees}`, after: 'a reload mends it', seconds: scene.seconds };
}

async function moved(scene: Scene): Promise<Outcome> {
  await scene.openLive();
  await scene.widget.type('Write a comment', 'Half a thought');
  scene.heal();
  await scene.page.evaluate(
    `document.body.append(Object.assign(document.createElement('section'), { id: 'new' }));
     document.querySelector('#new').append(document.querySelector('fast-comments'))`,
  );
  await scene.widget.comment('Here before');
  await scene.widget.until(
    'the text',
    (root) => root.querySelector('textarea')?.value === 'Half a thought',
  );
  await scene.postAs('Walt', 'Said after it');
  await hearsOf(scene, 'Said after it');
  await scene.until('one socket', () => scene.sockets === 1);
  return {
    sees: 'the thread in its new place, the half-written text too',
    after: 'one socket, live',
    seconds: scene.seconds,
  };
}

async function removed(scene: Scene): Promise<Outcome> {
  scene.break('getCommentsPublic', { kind: 'hold' });
  await scene.open();
  await scene.until(
    'the call',
    () => scene.service.requests(scene.urlId).filter(({ method }) => method === 'GET').length > 0,
  );
  await scene.page.evaluate(
    `globalThis.removed = document.querySelector('fast-comments'); removed.remove()`,
  );
  scene.service.run({ do: 'release-answers', urlId: scene.urlId });
  scene.heal();
  await scene.until('no socket', () => scene.sockets === 0);
  await scene.page.evaluate(`document.querySelector('main').append(removed)`);
  await scene.widget.comment('Here before');
  return { sees: 'nothing', after: 'put back, it starts again', seconds: scene.seconds };
}
