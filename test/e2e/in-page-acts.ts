/**
 * What a visitor of a random schedule sees and does, inside the page: presses the widget's own buttons
 * and writes into its own boxes. Not with the driver's mouse: several pages are driven at once, and
 * what moves under a mouse would make a schedule another one.
 */
import { nameOf } from '../support/roles.js';

/** One comment on the screen, with what only its author or its state shows. */
export interface SeenRow {
  /** Null while it is on its way. */
  readonly id: string | null;
  readonly parentId: string | null;
  /** Empty where a notice stands in place of the text. */
  readonly text: string;
  /** 0 where no votes are shown. */
  readonly votes: number;
  readonly mine: -1 | 0 | 1;
  readonly isFlagged: boolean;
  readonly isBlocked: boolean;
  readonly isPinned: boolean;
  readonly isDeleted: boolean;
  readonly isMine: boolean;
  /** `data-state`; empty: settled. */
  readonly state: string;
}

function articleOf(root: ParentNode, id: string): HTMLElement | null {
  return root.querySelector(`article[data-comment-id="${CSS.escape(id)}"]`);
}

/** Every comment in reading order; parents by nesting, which must agree with what the article says. */
export function rows(root: ParentNode): SeenRow[] {
  return [...root.querySelectorAll<HTMLElement>('li[data-key] > article')].map((article) => {
    const above = article.closest('li')?.parentElement?.closest('li');
    const parentId = above?.querySelector<HTMLElement>('article')?.dataset.commentId ?? null;
    const { commentId, parentId: said = null, state = '' } = article.dataset;
    const textOf = (part: string) =>
      article.querySelector(`[part~="${part}"]:not([part~="comment-placeholder"])`)?.textContent ??
      '';
    const isPressed = (part: string) =>
      article.querySelector(`[part~="${part}"]`)?.getAttribute('aria-pressed') === 'true';
    const has = (part: string) => article.part.contains(part);
    return {
      id: commentId ?? null,
      parentId: said === parentId ? parentId : `misplaced: ${String(said)}, ${String(parentId)}`,
      text: textOf('comment-body').trim(),
      votes: Number(textOf('vote-count')),
      mine: isPressed('vote-up') ? 1 : isPressed('vote-down') ? -1 : 0,
      isFlagged: has('comment-flagged'),
      isBlocked: has('comment-blocked'),
      isPinned: has('comment-pinned'),
      isDeleted: has('comment-deleted'),
      isMine: has('comment-own'),
      state,
    };
  });
}

/** How many comments the heading says there are; null before the thread is there. */
export function count(root: ParentNode): number | null {
  const text = root.querySelector('[part~="heading"]')?.textContent.trim() ?? '';
  if (text.startsWith('No comments')) return 0;
  const [number] = /^[\d,]+/.exec(text) ?? [];
  return number === undefined ? null : Number(number.replaceAll(',', ''));
}

/** Waits a little for what a press brings. */
async function soon<T>(look: () => T, ms = 2500): Promise<NonNullable<T> | null> {
  const end = performance.now() + ms;
  for (;;) {
    const found = look();
    if (found) return found;
    if (performance.now() > end) return null;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function buttonsNamed(scope: ParentNode, name: string): HTMLElement[] {
  return [...scope.querySelectorAll<HTMLElement>('button')].filter(
    (button) => nameOf(button).startsWith(name) && button.checkVisibility(),
  );
}

async function choose(root: ShadowRoot, article: HTMLElement, name: string): Promise<boolean> {
  const button = article.querySelector<HTMLElement>('[part~="menu-button"]');
  if (!button) return false;
  if (button.ariaExpanded !== 'true') button.click();
  const items = await soon(() => {
    const found = [...root.querySelectorAll<HTMLElement>('[role="menuitem"]')];
    return found.length > 0 ? found : null;
  });
  const item = items?.find((each) => nameOf(each).startsWith(name));
  if (item) item.click();
  else if (items) button.click();
  return item !== undefined;
}

function write(box: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  box.focus();
  box.value = text;
  box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

async function post(
  root: ShadowRoot,
  id: string | null,
  text: string,
  name: string,
): Promise<boolean> {
  const item = id === null ? null : articleOf(root, id)?.closest('li');
  if (item) {
    const reply = item.querySelector<HTMLElement>(':scope > article [part~="reply-button"]');
    if (reply?.ariaExpanded === 'false') reply.click();
  } else if (id !== null) return false;
  const box = await soon(() => {
    // Defined with the acts; until then nothing is taken.
    if (!customElements.get('fc-composer')) return null;
    if (!item) return root.querySelector<HTMLTextAreaElement>('fc-composer.root textarea');
    return [...item.querySelectorAll<HTMLTextAreaElement>('fc-composer textarea')].find(
      (each) => each.closest('li') === item,
    );
  });
  // What stands in the box already is somebody's words.
  if (box?.value !== '') return false;
  write(box, text);
  const form = box.form;
  const button = await soon(() => form?.querySelector<HTMLElement>('[part~="submit-button"]'));
  const field = form?.querySelector<HTMLInputElement>('input[name="name"]');
  if (field?.value === '') write(field, name);
  button?.click();
  return (await soon(() => !box.isConnected || box.value === '')) !== null;
}

async function edit(root: ShadowRoot, article: HTMLElement, text: string): Promise<boolean> {
  if (!(await choose(root, article, 'Edit'))) return false;
  const form = await soon(() => article.querySelector('form.edit'));
  const box = await soon(() =>
    form?.querySelector<HTMLTextAreaElement>('textarea:not([aria-busy="true"])'),
  );
  if (!box) {
    form?.querySelector<HTMLElement>('[part~="cancel-button"]')?.click();
    return false;
  }
  write(box, text);
  form?.querySelector<HTMLElement>('[part~="submit-button"]')?.click();
  return true;
}

async function remove(root: ShadowRoot, article: HTMLElement): Promise<boolean> {
  if (!(await choose(root, article, 'Delete'))) return false;
  const sure = await soon(() =>
    root.querySelector<HTMLElement>('[role="alertdialog"] [part~="confirm-button"]'),
  );
  sure?.click();
  return sure !== null;
}

function press(button: HTMLElement | null | undefined): boolean {
  button?.click();
  return Boolean(button);
}

/** Does one thing with the comment `id`, or with the whole thread; false if it is not offered. */
export async function act(
  root: ShadowRoot,
  kind: string,
  id: string | null,
  text: string,
  name: string,
): Promise<boolean> {
  if (kind === 'post') return post(root, null, text, name);
  if (kind === 'sort') {
    const box = root.querySelector<HTMLSelectElement>('[part~="sort"]');
    if (!box) return false;
    box.value = text;
    box.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
    return true;
  }
  if (kind === 'more' || kind === 'reveal') {
    const part = kind === 'more' ? 'more-button' : 'new-button';
    const buttons = [...root.querySelectorAll<HTMLElement>(`[part~="${part}"]`)];
    return press(buttons[Number(text) % (buttons.length || 1)]);
  }
  const article = id === null ? null : articleOf(root, id);
  if (!article) return false;
  const isPressed = (part: string) =>
    article.querySelector(`[part~="${part}"]`)?.getAttribute('aria-pressed') === 'true';
  const button = (part: string) => article.querySelector<HTMLElement>(`[part~="${part}"]`);
  switch (kind) {
    case 'reply':
      return post(root, id, text, name);
    case 'edit':
      return edit(root, article, text);
    case 'delete':
      return remove(root, article);
    case 'voteUp':
      return !isPressed('vote-up') && press(button('vote-up'));
    case 'voteDown':
      return !isPressed('vote-down') && press(button('vote-down'));
    case 'unvote':
      return press(
        article.querySelector<HTMLElement>('[part~="vote-button"][aria-pressed="true"]'),
      );
    case 'flag':
      return choose(root, article, 'Flag');
    case 'unflag':
      return choose(root, article, 'Remove flag');
    case 'block':
      return choose(root, article, 'Block user');
    case 'unblock':
      return press(button('unblock-button'));
    case 'pin':
      return choose(root, article, 'Pin');
    case 'unpin':
      return choose(root, article, 'Unpin');
    default:
      throw new Error(`nobody does "${kind}"`);
  }
}

/** What is left to do on the screen, in words: buttons were pressed, or something is on its way. */
export function pressOn(root: ShadowRoot, mayDiscard: boolean): string[] {
  const open: string[] = [];
  for (const button of root.querySelectorAll<HTMLElement>(
    '[part~="more-button"], [part~="new-button"]',
  )) {
    if (!button.checkVisibility()) continue;
    open.push(nameOf(button));
    if (button.ariaBusy !== 'true') button.click();
  }
  for (const button of buttonsNamed(root, 'Try again')) {
    open.push(nameOf(button));
    if (!mayDiscard || !button.closest('article')) button.click();
  }
  for (const button of mayDiscard ? buttonsNamed(root, 'Discard') : []) button.click();
  // A box that waits for its raw text, or that a refused change came back to.
  for (const box of root.querySelectorAll('form.edit')) {
    open.push('an edit box');
    box.querySelector<HTMLElement>('[part~="cancel-button"]')?.click();
  }
  for (const { state, text } of rows(root)) if (state) open.push(`${text} is ${state}`);
  if (count(root) === null) open.push('no thread');
  return open;
}

/** Texts that stand in boxes. */
export function written(root: ShadowRoot): string[] {
  return [...root.querySelectorAll('textarea')].map(({ value }) => value);
}

/** What the service tells this visitor. */
export async function told(api: string, urlId: string, direction: string): Promise<unknown> {
  const anonUserId = localStorage.getItem('fastcomments-element:demo:anon');
  const query = new URLSearchParams({
    urlId,
    direction,
    asTree: 'true',
    maxTreeDepth: '50',
    skip: '0',
    limit: '5000',
    limitChildren: '5000',
    countAll: 'true',
    ...(anonUserId !== null && { anonUserId }),
  });
  const answer = await fetch(`${api}/comments/demo?${query.toString()}`, {
    credentials: 'include',
  });
  return answer.json();
}
