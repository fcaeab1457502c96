/**
 * People to mention while one writes: a listbox at the caret. The focus stays in the text box, whose
 * `aria-activedescendant` says who Enter would pick. (A text box of several lines cannot have the
 * role `combobox`; what it says of the list is what the role `textbox` allows.)
 */
import { html, nothing, render } from 'lit';
import type { Result, UserSearchResult, UserSearchSection } from '../core/index.js';
import { insertMention, mentionAt, type MentionToken } from '../html/mention-token.js';
import type { FullTexts } from '../i18n/full-texts.js';
import { avatarTemplate } from './avatar.js';
import { caretRect } from './caret-rect.js';
import { createLatest } from './latest.js';
import { applyEdit, type TextBox } from './text-box.js';

/** Milliseconds after the last key. Source: the service's API. */
const wait = 150;

/** What the list needs. */
export interface MentionPorts {
  readonly texts: () => FullTexts;
  readonly find: (
    text: string,
    signal: AbortSignal,
  ) => Promise<Result<readonly UserSearchSection[]>>;
  /** Says a text politely. */
  readonly say: (text: string) => void;
}

let lists = 0;

/** Names of the service's sections. */
function sectionName(t: FullTexts, section: string): string {
  if (section === 'moderators') return t('moderators');
  if (section === 'onThisPage') return t('onThisPage');
  return section === 'onThisSite' ? t('onThisSite') : section;
}

/** Somebody's name as it is shown and written. */
function nameOf({ displayName, name }: UserSearchResult): string {
  return displayName?.trim() || name;
}

/** Offers people in a text box. Returns the end of it. */
export function offerMentions(box: TextBox, area: HTMLTextAreaElement, ports: MentionPorts) {
  const id = `fc-people-${++lists}`;
  const popup = document.createElement('div');
  popup.className = 'menu people';
  popup.setAttribute('part', 'menu mention-list');
  popup.popover = 'manual';
  let sections: readonly UserSearchSection[] = [];
  let people: readonly UserSearchResult[] = [];
  let active = 0;
  let token: MentionToken | null = null;
  /** Where nobody was found, a longer name finds nobody either. */
  let nobody: string | null = null;
  let isPicking = false;

  const isOpen = () => popup.isConnected;

  const close = () => {
    latest.stop();
    token = null;
    if (!isOpen()) return;
    popup.remove();
    area.removeAttribute('aria-controls');
    area.removeAttribute('aria-activedescendant');
  };

  const place = () => {
    if (!token) return;
    const caret = caretRect(area, token.start);
    const frame = area.getBoundingClientRect();
    const size = popup.getBoundingClientRect();
    const gap = 6;
    // What is scrolled out of the box is taken to be at its edge.
    const top = Math.min(Math.max(caret.top, frame.top), frame.bottom);
    const bottom = Math.min(Math.max(caret.bottom, frame.top), frame.bottom);
    const isBelow = bottom + gap + size.height <= innerHeight || top < size.height + gap;
    const isRtl = getComputedStyle(area).direction === 'rtl';
    const left = isRtl ? caret.left - size.width : caret.left;
    const most = Math.max(gap, innerWidth - size.width - gap);
    popup.style.setProperty('top', `${isBelow ? bottom + gap : top - gap - size.height}px`);
    popup.style.setProperty('left', `${Math.min(Math.max(gap, left), most)}px`);
  };

  const draw = () => {
    const t = ports.texts();
    const { defaultAvatarSrc } = box.host.store.state.settings;
    const option = (person: UserSearchResult) => {
      const index = people.indexOf(person);
      const name = nameOf(person);
      return html`<div
        role="option"
        id="${id}-${index}"
        class="person"
        part="mention-option"
        aria-selected=${index === active}
        @click=${() => pick(person)}
        @pointermove=${() => activate(index)}
      >
        ${avatarTemplate(person.avatarSrc ?? null, name, defaultAvatarSrc)}
        <bdi>${name}</bdi>
        ${name === person.name ? nothing : html`<bdi class="meta">${person.name}</bdi>`}
      </div>`;
    };
    render(
      people.length === 0
        ? html`<div class="meta none" part="mention-none">${t('noPeople')}</div>`
        : html`<div
            role="listbox"
            id=${id}
            aria-label=${t('people')}
            @mousedown=${(event: Event) => event.preventDefault()}
          >
            ${sections.map(({ section, users }, index) =>
              section
                ? html`<div role="group" aria-labelledby="${id}-of-${index}">
                    <div class="meta of" id="${id}-of-${index}" role="presentation">
                      ${sectionName(t, section)}
                    </div>
                    ${users.map(option)}
                  </div>`
                : users.map(option),
            )}
          </div>`,
      popup,
    );
    if (people.length > 0) {
      area.setAttribute('aria-controls', id);
      area.setAttribute('aria-activedescendant', `${id}-${active}`);
    } else {
      area.removeAttribute('aria-controls');
      area.removeAttribute('aria-activedescendant');
    }
  };

  const activate = (index: number, scrolls = false) => {
    if (index === active) return;
    active = index;
    draw();
    if (scrolls)
      popup.querySelector(`[aria-selected='true']`)?.scrollIntoView({ block: 'nearest' });
  };

  const show = () => {
    active = 0;
    draw();
    if (!isOpen()) {
      box.host.root.querySelector('.overlays')?.append(popup);
      if (popup.isConnected) popup.showPopover();
    }
    place();
  };

  const latest = createLatest(wait, ports.find, (result, query: string) => {
    // An answer may belong to a place that was left.
    if (token?.query !== query || box.host.root.activeElement !== area) return;
    if (!result.ok) {
      close();
      return;
    }
    sections = result.value;
    people = sections.flatMap(({ users }) => users);
    if (people.length === 0) {
      nobody = query;
      ports.say(ports.texts()('noPeople'));
    }
    show();
  });

  const pick = (person: UserSearchResult) => {
    if (!token) return;
    const name = nameOf(person);
    const edit = insertMention(area.value, token, name);
    close();
    box.addMention({ id: person.id, tag: `@${name}`, type: person.type });
    isPicking = true;
    applyEdit(area, edit);
    isPicking = false;
  };

  const look = () => {
    if (isPicking) return;
    const { selectionEnd, selectionStart, value } = area;
    const found = selectionStart === selectionEnd ? mentionAt(value, selectionEnd) : null;
    if (!found?.query) {
      close();
      nobody = null;
      return;
    }
    const isSame = token?.start === found.start && token.query === found.query;
    token = found;
    if (isSame) return;
    if (nobody !== null && found.query.startsWith(nobody)) {
      if (isOpen() && found.query !== nobody) popup.remove();
      return;
    }
    nobody = null;
    latest.ask(found.query);
  };

  const onKey = (event: KeyboardEvent) => {
    if (!isOpen() || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const last = people.length - 1;
    const person = people[active];
    if (event.key === 'Escape') close();
    else if (!person) return;
    else if (event.key === 'ArrowDown') activate(active === last ? 0 : active + 1, true);
    else if (event.key === 'ArrowUp') activate(active === 0 ? last : active - 1, true);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) pick(person);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  // A caret that has moved elsewhere by arrow or mouse.
  const onMove = (event: Event) => {
    if (token && event.target === area) look();
  };

  area.setAttribute('aria-autocomplete', 'list');
  area.setAttribute('aria-haspopup', 'listbox');
  area.addEventListener('input', look);
  area.addEventListener('keyup', onMove);
  area.addEventListener('click', onMove);
  area.addEventListener('blur', close);
  area.addEventListener('scroll', place);
  // Before the box's own keys: Escape and Enter mean the list while it is open.
  box.addEventListener('keydown', onKey, true);
  addEventListener('scroll', place, { capture: true, passive: true });
  addEventListener('resize', place);
  return () => {
    close();
    area.removeAttribute('aria-autocomplete');
    area.removeAttribute('aria-haspopup');
    area.removeEventListener('input', look);
    area.removeEventListener('keyup', onMove);
    area.removeEventListener('click', onMove);
    area.removeEventListener('blur', close);
    area.removeEventListener('scroll', place);
    box.removeEventListener('keydown', onKey, true);
    removeEventListener('scroll', place, true);
    removeEventListener('resize', place);
  };
}
