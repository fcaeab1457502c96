/** Reactions to the page, above the thread. */
import { html, nothing, render, type TemplateResult } from 'lit';
import { succeed, type Stop } from '../core/index.js';
import { safeUrl } from '../html/index.js';
import { fullTexts } from '../i18n/full-texts.js';
import type { Session } from '../session/index.js';
import { PageReacts } from '../session/page-reacts.js';
import { openNames } from './names-panel.js';
import type { ThreadHost } from './thread-host.js';

/** One reaction as the host configures it. */
export interface ReactSetting {
  readonly id: string;
  readonly src: string | null;
  readonly selectedSrc: string | null;
}

/** An address of the host's own, which may be relative to the page. */
function pictureOf(value: unknown, base: string): string | null {
  if (typeof value !== 'string' || value.trim() === '' || !URL.canParse(value, base)) return null;
  return safeUrl(new URL(value, base).href, 'image');
}

/** The host's `pageReactConfig`, as far as it can be used: each reaction once. */
export function readReactConfig(
  config: unknown,
  base: string,
): { readonly reacts: readonly ReactSetting[]; readonly showUsers: boolean } {
  const { reacts, showUsers } = (config ?? {}) as Record<string, unknown>;
  const known = new Map<string, ReactSetting>();
  for (const entry of Array.isArray(reacts) ? (reacts as unknown[]) : []) {
    const { id, src, selectedSrc } = (entry ?? {}) as Record<string, unknown>;
    if (typeof id !== 'string' || id === '' || known.has(id)) continue;
    known.set(id, { id, src: pictureOf(src, base), selectedSrc: pictureOf(selectedSrc, base) });
  }
  return { reacts: [...known.values()], showUsers: showUsers === true };
}

/** Shows the reactions in a place of their own; returns their end. */
export function showPageReacts(host: ThreadHost, session: Session, slot: HTMLElement): Stop {
  const { context } = session;
  if (!context) return () => undefined;

  const showNames = (event: Event, id: string) => {
    const t = fullTexts(host.t);
    const button = event.currentTarget as HTMLElement;
    openNames(host, button, {
      title: t('peopleReacted', { count: model.count(id) }),
      part: 'reactors',
      until: context.signal,
      load: async (signal) => {
        const result = await model.names(id, signal);
        return result.ok ? succeed([{ heading: '', names: result.value, hasMore: false }]) : result;
      },
    });
  };

  const reactTemplate = (
    { id, src, selectedSrc }: ReactSetting,
    showUsers: boolean,
  ): TemplateResult => {
    const t = fullTexts(host.t);
    const isGiven = model.isGiven(id);
    const count = model.count(id);
    const shown = isGiven ? (selectedSrc ?? src) : src;
    const people = t('peopleReacted', { count });
    const sum = count > 0 ? new Intl.NumberFormat(t.locale).format(count) : '';
    return html`<span class="react" part=${isGiven ? 'page-react page-react-given' : 'page-react'}>
      <button
        type="button"
        class="act"
        part="page-react-button"
        aria-pressed=${isGiven}
        aria-label=${`${t('react', { name: id })}${count > 0 ? `, ${people}` : ''}`}
        title=${id}
        @click=${() => void model.toggle(id)}
      >
        ${
          shown
            ? html`<img src=${shown} alt="" decoding="async" referrerpolicy="no-referrer" />`
            : html`<span aria-hidden="true">${id}</span>`
        }
        ${sum && !showUsers ? html`<span part="page-react-count">${sum}</span>` : nothing}
      </button>
      ${
        showUsers && count > 0
          ? html`<button
              type="button"
              class="act"
              part="page-react-count"
              aria-haspopup="dialog"
              aria-label=${`${people}: ${id}`}
              @click=${(event: Event) => showNames(event, id)}
            >
              ${sum}
            </button>`
          : nothing
      }
    </span>`;
  };

  const draw = () => {
    const t = fullTexts(host.t);
    const { pageReactConfig } = host.store.state.settings;
    const { reacts, showUsers } = readReactConfig(pageReactConfig, document.baseURI);
    render(
      reacts.length === 0
        ? nothing
        : html`<div class="reacts" part="page-reacts">
              ${reacts.map((react) => reactTemplate(react, showUsers))}
            </div>
            ${
              model.failure
                ? html`<span class="why" role="alert" part="page-react-error"
                    >${t.failure(model.failure, '')}</span
                  >`
                : nothing
            }`,
      slot,
    );
  };

  const model = new PageReacts(context, draw);
  const stop = host.store.listen((touched) => {
    if (touched.has('all')) draw();
  });
  draw();
  void model.load();
  return () => {
    stop();
    render(nothing, slot);
  };
}
