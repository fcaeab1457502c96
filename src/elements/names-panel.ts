/** Names in a panel: who voted, who reacted. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Result } from '../core/index.js';
import { fullTexts } from '../i18n/full-texts.js';
import { avatarTemplate } from './avatar.js';
import { openPanel, type PanelPart } from './panel.js';
import { panelError, panelWaiting } from './panel-state.js';
import type { ThreadHost } from './thread-host.js';

/** Names under one heading. */
export interface NameList {
  /** Empty: no heading. */
  readonly heading: string;
  readonly names: readonly string[];
  readonly hasMore: boolean;
}

/** Opens a panel with names at a button; `load` reads them. */
export function openNames(
  host: ThreadHost,
  button: HTMLElement,
  options: {
    readonly title: string;
    readonly part: PanelPart;
    readonly until: AbortSignal;
    readonly load: (signal: AbortSignal) => Promise<Result<readonly NameList[]>>;
  },
): void {
  const t = fullTexts(host.t);
  const { defaultAvatarSrc } = host.store.state.settings;
  const { load, part, title, until } = options;
  const panel = openPanel(host, { title, part, button, until });

  const listTemplate = ({ heading, names, hasMore }: NameList): TemplateResult =>
    html`${heading ? html`<h3 part="panel-heading">${heading}</h3>` : nothing}
      <ul class="names" role="list" part="name-list">
        ${names.map((given) => {
          const name = given.trim() || t('anonymous');
          return html`<li part="name">
            ${avatarTemplate(null, name, defaultAvatarSrc)}<bdi>${name}</bdi>
          </li>`;
        })}
        ${hasMore ? html`<li class="meta">${t('andMore')}</li>` : nothing}
      </ul>`;

  const read = async () => {
    panel.draw(panelWaiting(t));
    const result = await load(panel.signal);
    panel.draw(
      result.ok ? result.value.map(listTemplate) : panelError(t, result.failure, () => void read()),
    );
  };
  void read();
}
