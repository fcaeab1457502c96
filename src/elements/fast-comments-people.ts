/** Who is on the page: a row of faces, and beside a wide thread a list. */
import { html, nothing, render, type TemplateResult } from 'lit';
import type { PageUser, Stop } from '../core/index.js';
import { fullTexts } from '../i18n/full-texts.js';
import type { Session } from '../session/index.js';
import { OnlinePeople } from '../session/online-people.js';
import { avatarTemplate } from './avatar.js';
import { openPanel, type Panel } from './panel.js';
import { panelError, panelWaiting } from './panel-state.js';
import type { ThreadHost } from './thread-host.js';

/** Faces in the row. */
const faces = 5;

/** Shows who is on the page: faces in `row`, the list in `side`. Returns the end of it. */
export function showPeople(
  host: ThreadHost,
  session: Session,
  row: HTMLElement,
  side: HTMLElement | null,
): Stop {
  const { context } = session;
  if (!context) return () => undefined;
  const { settings } = host.store.state;
  let panel: Panel | null = null;

  const personTemplate = (user: PageUser): TemplateResult => {
    const t = fullTexts(host.t);
    const { displayName, isPrivate } = user;
    const name = displayName.trim() || t('anonymous');
    return html`<li part="person" data-id=${user.id}>
      ${avatarTemplate(user.avatarSrc ?? null, name, settings.defaultAvatarSrc)}
      <span class="grow"
        ><bdi>${name}</bdi> ${
          isPrivate ? html`<span class="meta">${t('privateProfile')}</span>` : nothing
        }</span
      >
    </li>`;
  };

  const more = async (which: 'online' | 'offline', event: Event) => {
    const list = (event.currentTarget as HTMLElement).closest('.panel-body, .side');
    const [first] = await people.loadMore(which);
    const item = first && list?.querySelector<HTMLElement>(`[data-id="${CSS.escape(first)}"]`);
    if (!item) return;
    item.tabIndex = -1;
    item.focus();
  };

  const listTemplate = (): TemplateResult => {
    const t = fullTexts(host.t);
    const { failure, guests, isLoading, offline, online } = people;
    const moreButton = (which: 'online' | 'offline') =>
      people.hasMore(which)
        ? html`<button
            type="button"
            class="btn"
            part="load-more-button"
            @click=${(event: Event) => void more(which, event)}
          >
            ${t('loadMorePeople')}
          </button>`
        : nothing;
    return html`${offline.length > 0 ? html`<h3 part="panel-heading">${t('online')}</h3>` : nothing}
      <ul class="names" role="list" part="people-list">
        ${online.map(personTemplate)}
        ${
          guests > 0
            ? html`<li class="meta" part="guests">${t('anonymousOnline', { count: guests })}</li>`
            : nothing
        }
      </ul>
      ${moreButton('online')}
      ${
        offline.length > 0
          ? html`<h3 part="panel-heading">${t('offlinePeople')}</h3>
              <ul class="names away" role="list" part="people-list">
                ${offline.map(personTemplate)}
              </ul>
              ${moreButton('offline')}`
          : nothing
      }
      ${
        failure
          ? panelError(t, failure, () => void people.load())
          : isLoading && !people.hasLoaded
            ? panelWaiting(t)
            : nothing
      }`;
  };

  const open = (event: Event) => {
    const t = fullTexts(host.t);
    panel = openPanel(host, {
      title: t('usersOnline', { count: people.total }),
      part: 'people-panel',
      button: event.currentTarget as HTMLElement,
      until: context.signal,
    });
    panel.signal.addEventListener('abort', () => (panel = null));
    panel.draw(listTemplate());
  };

  const draw = () => {
    const t = fullTexts(host.t);
    const count = t('usersOnline', { count: people.total });
    const shown = people.online.slice(0, faces);
    render(
      people.hasLoaded || people.failure
        ? html`<button
            type="button"
            class="faces act"
            part="people-button"
            aria-haspopup="dialog"
            @click=${open}
          >
            ${
              shown.length > 0
                ? html`<span class="pile" aria-hidden="true"
                    >${shown.map((user) =>
                      avatarTemplate(
                        user.avatarSrc ?? null,
                        user.displayName,
                        settings.defaultAvatarSrc,
                      ),
                    )}</span
                  >`
                : nothing
            }
            <span>${people.hasLoaded ? count : t('online')}</span>
          </button>`
        : nothing,
      row,
    );
    if (side) {
      render(
        html`<div class="side-title" part="people-title">
            ${people.hasLoaded ? count : t('online')}
          </div>
          ${listTemplate()}`,
        side,
      );
      side.setAttribute('aria-label', t('online'));
    }
    panel?.draw(listTemplate());
  };

  const people = new OnlinePeople(context, settings.usersListIncludeOffline === true, draw);
  const stop = host.store.listen((touched) => {
    if (touched.has('all')) draw();
  });
  draw();
  void people.load();
  return () => {
    stop();
    people.stop();
    panel?.close();
    render(nothing, row);
    side?.remove();
  };
}
