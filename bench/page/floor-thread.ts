/**
 * A thread as one builds it by hand: one string of nested lists with the text and the controls a row
 * of the widget has, and delegated presses. What is fastest with the means of the browser alone.
 */
import type { CommentsPage, PublicComment } from '../../src/core/index.js';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' };

const escapeText = (text: string) => text.replace(/[&<"]/g, (sign) => escapes[sign] ?? sign);

/** "3 hours ago", as far as a floor needs it. */
function ago(date: number, now: number): string {
  const minutes = Math.max(0, Math.round((now - date) / 60_000));
  if (minutes < 60) return `${minutes} minutes ago`;
  const hours = Math.round(minutes / 60);
  return hours < 24 ? `${hours} hours ago` : `${Math.round(hours / 24)} days ago`;
}

/** One comment with its replies. `clean` makes its HTML safe, or hands it on. */
function rowOf(comment: PublicComment, now: number, clean: (html: string) => string): string {
  const name = escapeText(comment.commenterName);
  const date = comment.date === null ? 0 : Date.parse(comment.date);
  return `<li><article data-comment-id="${comment._id}"><span class="avatar">${
    comment.avatarSrc
      ? `<img src="${escapeText(comment.avatarSrc)}" alt="" loading="lazy">`
      : name.slice(0, 1)
  }</span><div class="head"><b>${name}</b> <time datetime="${comment.date ?? ''}">${ago(date, now)}</time></div><div class="body" part="comment-body">${clean(
    comment.commentHTML,
  )}</div><div class="acts"><button type="button" data-act="up" aria-label="Vote up" aria-pressed="false">▲</button><span class="sum">${
    comment.votes ?? 0
  }</span><button type="button" data-act="down" aria-label="Vote down" aria-pressed="false">▼</button><button type="button" data-act="reply">Reply</button></div></article>${
    comment.children?.length
      ? `<ul>${comment.children.map((child) => rowOf(child, now, clean)).join('')}</ul>`
      : ''
  }</li>`;
}

function onPress({ target }: MouseEvent): void {
  const button = (target as Element).closest<HTMLElement>('[data-act]');
  const row = button?.closest('article');
  if (!button || !row) return;
  if (button.dataset.act === 'reply') {
    const box = document.createElement('form');
    box.innerHTML = '<textarea aria-label="Write a reply"></textarea><button>Post reply</button>';
    row.after(box);
    box.querySelector('textarea')?.focus();
    return;
  }
  const isPressed = button.getAttribute('aria-pressed') === 'true';
  button.setAttribute('aria-pressed', String(!isPressed));
  const sum = row.querySelector('.sum');
  const by = (button.dataset.act === 'up') === isPressed ? -1 : 1;
  if (sum) sum.textContent = String(Number(sum.textContent) + by);
}

/** Fetches the thread the page's address names and puts it on the page. */
export async function showThread(clean: (html: string) => string): Promise<void> {
  const wanted = new URL(location.href).searchParams;
  const size = Number(wanted.get('page-size'));
  const place = document.querySelector('#thread');
  if (!place) return;
  place.addEventListener('click', (event) => onPress(event as MouseEvent));
  let list: HTMLElement | null = null;
  for (let skip = 0, hasMore = true; hasMore; skip += size) {
    const query = new URLSearchParams({
      urlId: wanted.get('url-id') ?? '',
      asTree: 'true',
      skip: String(skip),
      limit: String(size),
      limitChildren: '100000',
      maxTreeDepth: '100',
      countChildren: 'true',
    });
    const answer = await fetch(`/comments/demo?${query.toString()}`);
    const page = (await answer.json()) as CommentsPage;
    const now = Date.now();
    const rows = page.comments.map((comment) => rowOf(comment, now, clean)).join('');
    if (list) list.insertAdjacentHTML('beforeend', rows);
    else {
      place.innerHTML = `<ul>${rows}</ul>`;
      list = place.querySelector('ul');
    }
    hasMore = page.hasMore ?? false;
  }
}
