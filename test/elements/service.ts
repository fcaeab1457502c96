import type { ChaosCommand, ChaosRule, SeenRequest } from '../support/chaos-server.js';
import type { SeedComment } from '../../src/testing/seed.js';
import '../support/services.js';

/** One page of the local service, as a test sees it from the outside. */
export class ServicePage {
  /** Nobody else uses it. */
  readonly urlId: string;
  /** Where the service is. */
  readonly api: string;

  constructor(api = fcServices.honours, urlId = `page-${Math.random().toString(36).slice(2)}`) {
    this.api = api;
    this.urlId = urlId;
  }

  /** Gives the service a command; resolves to what it answers. */
  async run<T = unknown>(command: ChaosCommand): Promise<T> {
    // Kept out of the requests the widget makes: see `untouchedFetch`.
    const answer = await untouchedFetch(`${this.api}/__control`, {
      method: 'POST',
      credentials: 'include',
      body: JSON.stringify(command),
    });
    const json = (await answer.json()) as T & { error?: string };
    if (!answer.ok) throw new Error(json.error);
    return json;
  }

  /** Fills the page; resolves to the ids by date. */
  async seed(comments: readonly SeedComment[] | `large:${number}` | 'story'): Promise<string[]> {
    const { ids } = await this.run<{ ids: string[] }>({
      do: 'seed',
      urlId: this.urlId,
      seed: comments,
    });
    return ids;
  }

  /** Adds a rule of faults for this page. */
  async fault(rule: ChaosRule): Promise<void> {
    await this.run({ do: 'add-rule', rule: { urlId: this.urlId, ...rule } });
  }

  /** Ends every rule of this page. */
  async heal(): Promise<void> {
    await this.run({ do: 'clear-rules', urlId: this.urlId });
  }

  /** Lets the answers go that a rule of kind `hold` keeps back. */
  async releaseAnswers(): Promise<void> {
    await this.run({ do: 'release-answers', urlId: this.urlId });
  }

  /** Settings of the page, as the owner of the site makes them. */
  async configure(config: Record<string, unknown>, settings = {}): Promise<void> {
    await this.run({
      do: 'configure-page',
      urlId: this.urlId,
      settings: { ...settings, config },
    });
  }

  /** Sends a live event that nobody caused. */
  async push(event: { readonly type: string } & Record<string, unknown>): Promise<void> {
    await this.run({ do: 'push', urlId: this.urlId, event });
  }

  /** The calls made for this page so far, preflights left out. */
  async requests(operation?: string): Promise<readonly SeenRequest[]> {
    const answer = await untouchedFetch(
      `${this.api}/__control/requests?urlId=${encodeURIComponent(this.urlId)}`,
    );
    const seen = (await answer.json()) as SeenRequest[];
    return seen.filter(
      (call) =>
        call.operation !== null && (operation === undefined || call.operation === operation),
    );
  }

  /** Somebody else posts, from a browser of their own. Resolves to the new comment's id. */
  async postAs(name: string, text: string, parentId: string | null = null): Promise<string> {
    const { comment } = await this.call<{ comment: { _id: string } }>(
      'POST',
      `/comments/demo?urlId=${encodeURIComponent(this.urlId)}&broadcastId=${crypto.randomUUID()}`,
      {
        commenterName: name,
        comment: text,
        url: 'https://example.com/page',
        urlId: this.urlId,
        parentId,
      },
    );
    return comment._id;
  }

  /** Somebody else votes. */
  async voteAs(name: string, commentId: string, voteDir: 'up' | 'down'): Promise<void> {
    await this.call(
      'POST',
      `/comments/demo/${commentId}/vote?urlId=${encodeURIComponent(this.urlId)}` +
        `&broadcastId=${crypto.randomUUID()}`,
      { voteDir, url: 'https://example.com/page', commenterName: name, commenterEmail: null },
    );
  }

  /** The page's comments as the service has them for a stranger, flat. */
  async comments(): Promise<{ _id: string; commentHTML: string; votes?: number }[]> {
    const { comments } = await this.call<{
      comments: { _id: string; commentHTML: string; votes?: number }[];
    }>('GET', `/comments/demo?urlId=${encodeURIComponent(this.urlId)}&page=-1&direction=OF`);
    return comments;
  }

  /** Calls the service without cookies, as another browser would. */
  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await untouchedFetch(this.api + path, {
      method,
      credentials: 'omit',
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const json = (await answer.json()) as T & { status?: string };
    if (json.status === 'failed') throw new Error(`${method} ${path}: ${JSON.stringify(json)}`);
    return json;
  }

  /** The address of the service from another site than the test page's: no cookies get there. */
  get otherSite(): string {
    return this.api.replace('localhost', '127.0.0.1');
  }
}

/** `fetch` as it was before any test replaced it. */
const untouchedFetch = fetch.bind(globalThis);

/** Makes this browser a stranger: no cookie, nothing kept. */
export async function becomeStranger(): Promise<void> {
  localStorage.clear();
  sessionStorage.clear();
  for (const host of [fcServices.honours, fcServices.honours.replace('localhost', '127.0.0.1')]) {
    await untouchedFetch(`${host}/auth/logout`, { method: 'PUT', credentials: 'include' });
  }
}
