/** What the menu of a comment offers, as far as this side can tell; the server decides. */
import { isMine } from './row-view.js';
import type { CommentId, ThreadState } from './thread-state.js';

/** The entries of a menu. */
export interface MenuPermissions {
  readonly edit: boolean;
  readonly delete: boolean;
  readonly pin: boolean;
  readonly lock: boolean;
  readonly flag: boolean;
  readonly block: boolean;
}

/** Source of the rules: the service's own widget; a locked comment is nobody's to delete. */
export function permissionsOf(state: ThreadState, id: CommentId): MenuPermissions {
  const { settings, viewer } = state;
  const entry = state.entries.get(id);
  const { isDeleted, isLocked, isByAdmin, isByModerator } = entry?.data ?? { isDeleted: true };
  const mine = entry !== undefined && isMine(state, entry);
  const admin = viewer.isSiteAdmin;
  const isOpen = !isDeleted && !settings.readonly;
  const mayChange = isOpen && (mine || admin);
  const isForeign = !isDeleted && !mine && !isByAdmin && !isByModerator;
  return {
    edit: mayChange && (admin || !(isLocked || settings.disableCommenterCommentEdit)),
    delete: mayChange && !isLocked && (admin || !settings.disableCommenterCommentDelete),
    pin: admin && !isDeleted && entry?.parentId === null,
    lock: admin && !isDeleted,
    flag: isForeign,
    block: isForeign && !settings.disableBlocking,
  };
}
