/** Authors' profiles, which the host shows: the widget has none of its own. */
import { forHost, userForHost } from '../session/context.js';
import type { ThreadState } from '../store/index.js';
import type { FastCommentsEventMap } from './fast-comments-events.js';
import type { Row } from './row.js';

const nameButton = { role: 'button', tabindex: '0', 'data-act': 'profile' };

/** Whose profile a row leads to; null if its author has none. */
export function profileOf(
  state: ThreadState,
  { view }: Row,
): FastCommentsEventMap['fc-open-profile']['detail'] | null {
  const comment = view?.id ? state.entries.get(view.id)?.data : undefined;
  if (!comment?.userId || state.settings.disableProfiles) return null;
  if (view?.isDeleted || view?.isBlocked) return null;
  return {
    userId: comment.userId,
    currentUser: userForHost(state.viewer.user),
    comment: forHost(comment),
  };
}

/** Makes the author's name a button where the host shows profiles. One that is a link stays one. */
export function furnishAuthor(state: ThreadState, row: Row): void {
  const name = row.article?.querySelector('.h > span.name');
  const isButton = Boolean(state.settings.onOpenProfile) && profileOf(state, row) !== null;
  if (!name || isButton === name.hasAttribute('data-act')) return;
  for (const [attribute, value] of Object.entries(nameButton)) {
    if (isButton) name.setAttribute(attribute, value);
    else name.removeAttribute(attribute);
  }
}
