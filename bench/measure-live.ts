/** What live events cost in a thread that stands. */
import { threadName, type BenchServer } from './bench-server.js';
import type { OpenPage } from './open-subject.js';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A vote of somebody else, as the service tells of it. */
function voteEvent(urlId: string, commentId: string, index: number) {
  return {
    type: 'new-vote',
    broadcastId: `bench-${index}`,
    vote: {
      _id: `bench-vote-${index}`,
      tenantId: 'demo',
      urlId: `demo:${urlId}`,
      urlIdRaw: urlId,
      commentId,
      userId: `somebody-${index}`,
      direction: 1,
      createdAt: Date.now(),
      verificationId: null,
    },
  };
}

/** A comment of somebody else, as the service tells of it. */
function commentEvent(urlId: string, parentId: string | null, index: number) {
  return {
    type: 'new-comment',
    broadcastId: `bench-${index}`,
    comment: {
      _id: `bench-comment-${index}`,
      tenantId: 'demo',
      urlId: `demo:${urlId}`,
      url: 'https://example.com',
      parentId,
      userId: null,
      anonUserId: `anon-${index}`,
      commenterName: `Somebody ${index}`,
      comment: 'Just arrived.',
      commentHTML: 'Just arrived.',
      date: new Date().toISOString(),
      votes: 0,
      votesUp: 0,
      votesDown: 0,
      verified: true,
      approved: true,
      locale: 'en_us',
    },
  };
}

function send(server: BenchServer, urlId: string, events: readonly { type: string }[]): void {
  const { core } = server.api;
  core.transact(() => {
    for (const event of events) core.publish('demo', urlId, event);
  });
}

/** Costs of live events. */
export interface LiveCost {
  /** Milliseconds of script for one event. */
  readonly one: number;
  /** The longest task while a thousand come within a second; 0 if none was over 50 ms. */
  readonly burstTask: number;
  /** Announcements for the thousand. */
  readonly announcements: number;
}

/** Measures them; the widget must be connected. */
export async function measureLive(
  server: BenchServer,
  opened: OpenPage,
  count: number,
): Promise<LiveCost> {
  const { page } = opened;
  const urlId = threadName(count);
  const ids = server.ids(count);
  await page.waitForFunction(() => performance.now() > 0);
  for (let tries = 0; server.api.core.hub.sockets(`demo:${urlId}`).length === 0; tries++) {
    if (tries > 100) throw new Error('the widget opened no socket');
    await pause(100);
  }
  await pause(500);
  // What an empty stretch of the same length costs is taken off.
  const length = 400;
  const scriptIn = async (run: () => void) => {
    const before = await opened.work();
    run();
    await pause(length);
    return (await opened.work()).script - before.script;
  };
  const costs: number[] = [];
  for (let index = 0; index < 3; index++) {
    const idle = await scriptIn(() => undefined);
    const busy = await scriptIn(() =>
      send(server, urlId, [voteEvent(urlId, ids[index * 7] ?? '', index)]),
    );
    costs.push(Math.max(0, busy - idle));
  }
  costs.sort((a, b) => a - b);

  await page.evaluate(() => {
    bench.tasks = [];
    const places = document
      .querySelector('fast-comments')
      ?.shadowRoot?.querySelectorAll('.status, .alerts');
    const announced: string[] = [];
    const observer = new MutationObserver((records) => {
      for (const { target } of records) {
        const text = (target.textContent ?? '').trim();
        if (text && announced.at(-1) !== text) announced.push(text);
      }
    });
    for (const place of places ?? []) {
      observer.observe(place, { childList: true, characterData: true, subtree: true });
    }
    (globalThis as { announced?: string[] }).announced = announced;
  });
  const total = 1_000;
  const batches = 20;
  for (let batch = 0; batch < batches; batch++) {
    const events = Array.from({ length: total / batches }, (_, at) => {
      const index = 1_000 + (batch * total) / batches + at;
      const target = ids[(index * 13) % ids.length] ?? '';
      return index % 2 === 0
        ? voteEvent(urlId, target, index)
        : commentEvent(urlId, index % 4 === 1 ? null : target, index);
    });
    send(server, urlId, events);
    await pause(1_000 / batches);
  }
  await pause(3_000);
  const { longest, announcements } = await page.evaluate(() => ({
    longest: Math.max(0, ...bench.tasks.map((task) => task.length)),
    announcements: (globalThis as { announced?: string[] }).announced?.length ?? 0,
  }));
  return { one: costs[1] ?? 0, burstTask: longest, announcements };
}
