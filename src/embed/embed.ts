/**
 * The classic-script loader, a drop-in for the official embed: it loads the module beside it and puts
 * widgets where the page asks for them. The elements are made at once and come to life when the
 * module has arrived, so calls keep their order by themselves.
 *
 * - `<script async src=".../embed.js" data-tenant-id="demo" data-url-id="post-1">`: the widget
 *   appears right after the script tag; every `data-` attribute is an attribute of the widget.
 * - `window.fcConfigs = [{ target: '#fastcomments-widget', tenantId: 'demo' }]`: read when the script
 *   runs and again at `DOMContentLoaded`; its `push` is live.
 * - `window.FastCommentsUI(target, config)` returns `{ destroy(), update(config) }`; `update` merges.
 */

/** A configuration with the place it is for. */
interface EmbedConfig {
  /** A selector or an element; `#fastcomments-widget` if left out. */
  readonly target?: string | Element;
  readonly [name: string]: unknown;
}

interface EmbedHandle {
  /** Removes the widget. */
  destroy(): void;
  /** Merges into the configuration. */
  update(config: Readonly<Record<string, unknown>>): void;
}

interface EmbedWindow {
  fcConfigs?: EmbedConfig[];
  FastCommentsUI?: (target: Element, config: Readonly<Record<string, unknown>>) => EmbedHandle;
}

const page = window as unknown as EmbedWindow;
const script = document.currentScript as HTMLScriptElement | null;

const complain = (text: string, about: unknown): void =>
  // eslint-disable-next-line no-console -- the page's author has to hear of it
  console.error(`fast-comments: ${text}`, about);

function load(hasFailed = false): void {
  // A second address: a browser remembers a module that did not load.
  const url = new URL(
    hasFailed ? 'fast-comments.js?again' : 'fast-comments.js',
    script?.src ?? location.href,
  );
  import(/* @vite-ignore */ url.href).catch((error: unknown) => {
    if (hasFailed) complain(`${url.href} could not be loaded`, error);
    else setTimeout(load, 2000, true);
  });
}

function start(target: Element, config: Readonly<Record<string, unknown>>): EmbedHandle {
  const element = document.createElement('fast-comments') as HTMLElement & {
    config: Readonly<Record<string, unknown>>;
  };
  element.config = config;
  target.append(element);
  return {
    destroy: () => element.remove(),
    update(change) {
      element.config = { ...element.config, ...change };
    },
  };
}

const started = new WeakSet<EmbedConfig>();
let isParsed = document.readyState === 'complete';

function startConfig(config: EmbedConfig): void {
  const { target = '#fastcomments-widget', ...rest } = config;
  const place = typeof target === 'string' ? document.querySelector(target) : target;
  if (started.has(config)) return;
  if (place) {
    started.add(config);
    start(place, rest);
  } else if (isParsed) {
    complain('there is no element', target);
  }
}

function readConfigs(): void {
  const configs = (page.fcConfigs ??= []);
  configs.forEach(startConfig);
  configs.push = (...added) => {
    const length = Array.prototype.push.apply(configs, added);
    added.forEach(startConfig);
    return length;
  };
}

page.FastCommentsUI ??= start;

if (script?.dataset.tenantId) {
  const element = document.createElement('fast-comments');
  for (const { name, value } of script.attributes) {
    if (name.startsWith('data-')) element.setAttribute(name.slice(5), value);
  }
  script.after(element);
}

load();
readConfigs();
addEventListener('DOMContentLoaded', () => {
  isParsed = true;
  readConfigs();
});

export {};
