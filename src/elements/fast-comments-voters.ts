/** Who voted for a comment. */
import { succeed, type Result } from '../core/index.js';
import { fullTexts } from '../i18n/full-texts.js';
import type { Session } from '../session/index.js';
import { readVoters } from '../session/tools.js';
import type { ThreadHost } from './thread-host.js';
import { openNames, type NameList } from './names-panel.js';

/** Opens the names of those who voted, at the sum of votes. */
export function openVoters(
  host: ThreadHost,
  session: Session,
  button: HTMLElement,
  votes: { readonly id: string; readonly up: number; readonly down: number },
): void {
  const { context } = session;
  if (!context) return;
  const t = fullTexts(host.t);
  const { id, up, down } = votes;
  const isHeart = host.store.state.settings.voteStyle === 1;
  const sides = [
    { dir: 1, count: up, heading: isHeart ? '' : t('whoVotedUp') },
    { dir: -1, count: isHeart ? 0 : down, heading: t('whoVotedDown') },
  ] as const;
  const load = async (signal: AbortSignal): Promise<Result<readonly NameList[]>> => {
    const lists: NameList[] = [];
    for (const { count, dir, heading } of sides) {
      if (count <= 0) continue;
      const result = await readVoters(context, id, dir, signal);
      if (!result.ok) return result;
      const { hasMore, voteUserNames: names } = result.value;
      // Guests count and have no name.
      lists.push({ heading, names, hasMore: hasMore || names.length < count });
    }
    return succeed(lists);
  };
  const count = isHeart ? up : up + down;
  openNames(host, button, {
    title: t('votes', { count }),
    part: 'voters',
    until: context.signal,
    load,
  });
}
