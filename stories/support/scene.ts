import { attributeOf } from '../../src/elements/configured-element.js';
import type { FastCommentsElement, WidgetTransport } from '../../src/index.js';
import {
  createTestServer,
  type PageSettings,
  type Seed,
  type TestServer,
  type Visitor,
} from '../../src/testing/index.js';
import { noChange } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

/** Settings of the widget by property name, as Storybook's controls hold them. */
export type WidgetArgs = Record<string, unknown>;

/** What a story begins with. */
export interface ScenePlan {
  /** Comments that are there already. Default: the story of the balcony tomatoes. */
  readonly seed?: Seed;
  /** What the owner set for the page. */
  readonly page?: PageSettings;
  /** Who is signed in at the server, by cookie. Default: nobody. */
  readonly viewer?: Parameters<TestServer['signedIn']>[0];
  /** Tenant. Default `demo`; null for a page whose author forgot it. */
  readonly tenantId?: string | null;
}

/** A server in memory, one page of it, and the browser of the visitor we look over the shoulder of. */
export interface Scene {
  readonly server: TestServer;
  readonly tenantId: string | null;
  readonly urlId: string;
  readonly me: Visitor;
  readonly transport: WidgetTransport;
}

let scenes = 0;

/**
 * Makes the server of a story. Every mounting gets a page of its own, so that drafts and marks of the
 * last one are not seen. The server's origin is this one: what it draws is served here as files.
 */
export function createScene({
  seed = 'story',
  page = {},
  viewer,
  tenantId = 'demo',
}: ScenePlan = {}): Scene {
  scenes += 1;
  const urlId = `story-${scenes}`;
  const server = createTestServer({ origin: location.origin, rateLimits: false });
  server.seed(seed, urlId);
  server.configurePage(urlId, { title: 'Tomatoes on the fourth floor', ...page });
  const me = viewer ? server.signedIn(viewer) : server.visitor('the visitor');
  return { server, tenantId, urlId, me, transport: me };
}

/** The scene a story's loader made. */
export function sceneOf(loaded: Record<string, unknown>): Scene {
  return loaded.scene as Scene;
}

/** Loader of a story with a plan. */
export function withScene(plan?: ScenePlan): () => { scene: Scene } {
  return () => ({ scene: createScene(plan) });
}

/** The widget as the directive needs it. */
type Target = Element & Pick<Partial<FastCommentsElement>, 'transport'>;

class StageWidget extends Directive {
  #scene: Scene | null = null;
  #names = new Set<string>();

  override render(_scene: Scene, _args: WidgetArgs): typeof noChange {
    return noChange;
  }

  override update(
    { element: place }: ElementPart,
    [scene, args]: [Scene, WidgetArgs],
  ): typeof noChange {
    const element: Target = place;
    if (!this.#scene) {
      // Loaders run again whenever a control changes; a thread that is on the page keeps its server.
      this.#scene = scene;
      element.transport = scene.transport;
      if (scene.tenantId !== null) element.setAttribute('tenant-id', scene.tenantId);
      element.setAttribute('url-id', scene.urlId);
      element.setAttribute('api-host', scene.server.origin);
    }
    const names = new Set(Object.keys(args));
    for (const name of this.#names) if (!names.has(name)) set(element, name, undefined);
    for (const name of names) set(element, name, args[name]);
    this.#names = names;
    return noChange;
  }
}

/** Scalars as attributes, so that the source in the documentation is what a page would write. */
function set(element: Element, name: string, value: unknown): void {
  const attribute = attributeOf(name);
  if (value === undefined || value === null) {
    element.removeAttribute(attribute);
    Object.assign(element, { [name]: undefined });
  } else if (typeof value === 'object' || typeof value === 'function') {
    Object.assign(element, { [name]: value });
  } else {
    element.setAttribute(attribute, value === true ? '' : (value as string));
  }
}

/** `<fast-comments ${stageWidget(scene, args)}>`: puts the widget on a scene's server. */
export const stageWidget = directive(StageWidget);
