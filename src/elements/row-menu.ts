/** The menu of one comment: what the visitor may do with it beside voting and replying. */
import { fullTexts } from '../i18n/full-texts.js';
import { permissionsOf } from '../store/menu-permissions.js';
import type { SwitchName } from './row-acts.js';
import { openMenu, type MenuItem } from './popup.js';
import type { Row } from './row.js';
import type { ThreadHost } from './thread-host.js';

/** What the entries do. */
export interface RowMenuActs {
  readonly switch: (kind: SwitchName, isOn: boolean) => void;
  readonly edit: () => void;
  readonly delete: () => void;
  readonly copyLink: () => void;
}

/** Opens the menu of a row at its button. */
export function openRowMenu(
  host: ThreadHost,
  row: Row,
  button: HTMLElement,
  acts: RowMenuActs,
): void {
  const { view } = row;
  if (!view) return;
  const t = fullTexts(host.t);
  const can = permissionsOf(host.store.state, view.id ?? '');
  const items: MenuItem[] = [{ text: t('copyLink'), run: acts.copyLink }];
  const toggle = (kind: SwitchName, isOn: boolean, on: string, off: string) => {
    items.push({ text: isOn ? off : on, run: () => acts.switch(kind, !isOn) });
  };
  if (can.edit) items.push({ text: t('edit'), run: acts.edit });
  if (can.pin) toggle('pin', view.isPinned, t('pin'), t('unpin'));
  if (can.lock) toggle('lock', view.isLocked, t('lock'), t('unlock'));
  if (can.flag) toggle('flag', view.isFlagged, t('flag'), t('removeFlag'));
  if (can.block) toggle('block', view.isBlocked, t('blockUser'), t('unblockUser'));
  if (can.delete) items.push({ text: t('delete'), run: acts.delete, isDanger: true });
  openMenu(host, button, items);
}
