/** Choosing a GIF: what is popular first, then what one searches for. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Gif, Result } from '../core/index.js';
import { safeUrl } from '../html/index.js';
import { fullTexts } from '../i18n/full-texts.js';
import gifs from '../theme/gifs.css?inline';
import { adoptSheet } from '../theme/index.js';
import { GifPages } from './gif-pages.js';
import { createLatest } from './latest.js';
import { openPanel } from './panel.js';
import { listEnd } from './panel-state.js';
import type { ThreadHost } from './thread-host.js';

/** Milliseconds after the last key. Source: the service's API. */
const wait = 700;

/** Pixels from the end of the list at which the next page is read. */
const near = 300;

/** What the picker needs. */
export interface GifPorts {
  readonly read: (
    search: string,
    page: number,
    signal: AbortSignal,
  ) => Promise<Result<readonly Gif[]>>;
  readonly full: (src: string) => Promise<string>;
  readonly until?: AbortSignal | undefined;
}

/**
 * Opens the picker at its button. Resolves to the address of the chosen GIF, or null; whoever
 * writes has the focus again then, or (nothing chosen) the button.
 */
export function pickGif(
  host: ThreadHost,
  button: HTMLElement,
  ports: GifPorts,
): Promise<string | null> {
  const t = fullTexts(host.t);
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  let chosen: string | null = null;
  let active = 0;
  adoptSheet(host.root, gifs);
  const panel = openPanel(host, {
    title: t('addGif'),
    part: 'gifs',
    button,
    until: ports.until,
    // Where a GIF was chosen, one goes on writing.
    focus: () => {
      if (chosen === null) button.focus();
    },
  });
  const { dialog, signal } = panel;
  const draw = () => panel.draw(content(), bar());
  const pages = new GifPages(ports.read, draw);
  let shown = '';
  const latest = createLatest(
    wait,
    (search: string) => pages.start(search),
    () => {
      panel.say(pages.items.length === 0 && !pages.failure ? t('noGifs') : '');
    },
  );

  const options = () => [...dialog.querySelectorAll<HTMLElement>('[role="option"]')];
  const go = (index: number) => {
    const all = options();
    active = Math.min(Math.max(0, index), all.length - 1);
    all.forEach((option, at) => (option.tabIndex = at === active ? 0 : -1));
    all[active]?.focus();
  };

  const choose = async (src: string) => {
    if (dialog.ariaBusy === 'true') return;
    dialog.ariaBusy = 'true';
    chosen = safeUrl(await ports.full(src), 'image') ?? src;
    panel.close();
  };

  const onKey = (event: KeyboardEvent) => {
    const all = options();
    const at = all.indexOf(event.target as HTMLElement);
    if (at < 0) return;
    const isRtl = getComputedStyle(dialog).direction === 'rtl';
    const columns = Math.max(1, all.filter((o) => o.offsetTop === all[0]?.offsetTop).length);
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: at + (isRtl ? -1 : 1),
      ArrowLeft: at + (isRtl ? 1 : -1),
      ArrowDown: at + columns,
      ArrowUp: at - columns,
      Home: 0,
      End: all.length - 1,
    };
    const to = steps[event.key];
    if (event.key === 'Enter' || event.key === ' ') (event.target as HTMLElement).click();
    else if (event.key === 'ArrowUp' && at < columns) searchBox()?.focus();
    else if (to !== undefined && (to < all.length || event.key !== 'ArrowDown')) go(to);
    else if (event.key === 'ArrowDown') go(all.length - 1);
    else return;
    event.preventDefault();
  };

  const searchBox = () => dialog.querySelector<HTMLInputElement>('input');

  const onScroll = (event: Event) => {
    const { clientHeight, scrollHeight, scrollTop } = event.target as HTMLElement;
    if (scrollTop + clientHeight > scrollHeight - near && !pages.failure) void pages.more();
  };

  const bar = (): TemplateResult =>
    html`<input
      type="search"
      class="search"
      part="gif-search"
      aria-label=${t('searchGifs')}
      placeholder=${t('searchGifs')}
      .enterKeyHint=${'search'}
      @input=${(event: InputEvent) => {
        latest.ask((event.target as HTMLInputElement).value.trim());
      }}
      @keydown=${(event: KeyboardEvent) => {
        if (event.isComposing) return;
        if (event.key === 'Enter') {
          latest.ask((event.target as HTMLInputElement).value.trim(), true);
        } else if (event.key === 'ArrowDown') {
          event.preventDefault();
          go(active);
        }
      }}
    />`;

  const more = async () => {
    const from = pages.items.length;
    await pages.more();
    if (pages.items.length > from) go(from);
  };

  const content = (): TemplateResult => {
    const { failure, hasMore, isLoading, items, search } = pages;
    // Another search begins at its first GIF again.
    if (search !== shown) [shown, active] = [search, 0];
    active = Math.min(active, Math.max(0, items.length - 1));
    return html`${
      items.length > 0
        ? html`<div
            class="gif-grid"
            role="listbox"
            part="gif-list"
            aria-label=${search || t('addGif')}
            aria-busy=${isLoading}
            @keydown=${onKey}
          >
            ${items.map(([src], index) => gifTemplate(src, index))}
          </div>`
        : nothing
    }
    ${
      items.length === 0 && !isLoading && !failure
        ? html`<p class="empty" part="empty">${t('noGifs')}</p>`
        : nothing
    }
    ${listEnd(t, {
      failure,
      isLoading,
      hasMore,
      retry: () => void pages.more(),
      more: () => void more(),
      label: t('moreGifs'),
    })}`;
  };

  const gifTemplate = (src: string, index: number): TemplateResult | typeof nothing => {
    const url = safeUrl(src, 'image');
    if (!url) return nothing;
    return html`<div
      role="option"
      class="gif"
      part="gif"
      tabindex=${index === active ? 0 : -1}
      aria-selected="false"
      aria-label="GIF ${index + 1}"
      @click=${() => void choose(src)}
      @focus=${() => (active = index)}
    >
      ${
        isCalm
          ? html`<canvas part="gif-still" aria-hidden="true"></canvas
              ><img
                .src=${url}
                alt=""
                decoding="async"
                referrerpolicy="no-referrer"
                @load=${freeze}
              />`
          : html`<img
              src=${url}
              alt=""
              loading="lazy"
              decoding="async"
              referrerpolicy="no-referrer"
            />`
      }
    </div>`;
  };

  dialog.addEventListener('scroll', onScroll, { capture: true, passive: true, signal });
  void pages.start('');
  // A touch keyboard would hide what there is to see.
  if (!matchMedia('(pointer: coarse)').matches) searchBox()?.focus();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      latest.stop();
      pages.stop();
      resolve(chosen);
    });
  });
}

/** Keeps a picture still by drawing it once; it plays while it is pointed at or has the focus. */
function freeze(event: Event): void {
  const image = event.target as HTMLImageElement;
  const canvas = image.previousElementSibling;
  if (!(canvas instanceof HTMLCanvasElement)) return;
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext('2d')?.drawImage(image, 0, 0);
}
