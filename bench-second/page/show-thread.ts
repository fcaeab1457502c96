/** Fetches the thread and shows it: what both floors have in common. */
import type { Comment } from '../content.js';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign);
}

/** Shows the time of a comment; a page that wants no `Intl` asks for it with `?dates=plain`. */
function timeWriter(): (date: string) => string {
  if (new URLSearchParams(location.search).get('dates') === 'plain') {
    return (date) => date.slice(0, 16).replace('T', ' ');
  }
  const format = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
  return (date) => format.format(new Date(date));
}

function rowsOf(comments: readonly Comment[], body: (html: string) => string): string {
  const time = timeWriter();
  const write = (list: readonly Comment[], depth: number): string => {
    let html = depth === 0 ? '<ul class="thread">' : '<ul>';
    for (const comment of list) {
      const name = escape(comment.commenterName);
      const picture =
        comment.avatarSrc === null
          ? `<span class="face">${escape(Array.from(comment.commenterName)[0] ?? '')}</span>`
          : `<img class="face" src="${escape(comment.avatarSrc)}" alt="" width="36" height="36" loading="lazy">`;
      html += `<li><article data-comment-id="${comment._id}" aria-label="${name}">${picture}<div class="head"><b class="name" dir="auto">${name}</b> <time datetime="${comment.date}">${time(comment.date)}</time></div><div class="text" part="comment-body" dir="auto">${body(comment.commentHTML)}</div><div class="tools"><button type="button" part="vote-up" aria-pressed="false" aria-label="Vote up">▲</button><span class="sum">${comment.votes}</span><button type="button" part="vote-down" aria-pressed="false" aria-label="Vote down">▼</button><button type="button" part="reply-button">Reply</button></div></article>`;
      if (comment.children.length > 0) html += write(comment.children, depth + 1);
      html += '</li>';
    }
    return `${html}</ul>`;
  };
  return write(comments, 0);
}

function vote(button: HTMLButtonElement): void {
  const tools = button.parentElement;
  const sum = tools?.querySelector('.sum');
  if (!tools || !sum) return;
  const value = (each: Element): number =>
    each.getAttribute('aria-pressed') !== 'true' ? 0 : each.matches('[part="vote-up"]') ? 1 : -1;
  const both = [...tools.querySelectorAll('[aria-pressed]')];
  const total = (): number => both.reduce((votes, each) => votes + value(each), 0);
  const before = total();
  const isPressed = button.getAttribute('aria-pressed') === 'true';
  for (const each of both) each.setAttribute('aria-pressed', String(each === button && !isPressed));
  sum.textContent = String(Number(sum.textContent) + total() - before);
}

function reply(button: HTMLButtonElement): void {
  const article = button.closest('article');
  if (!article) return;
  const open = article.querySelector('textarea');
  if (open) {
    open.remove();
    return;
  }
  const box = document.createElement('textarea');
  box.setAttribute('aria-label', 'Write a reply');
  box.rows = 3;
  article.append(box);
  box.focus({ preventScroll: true });
}

function listen(thread: HTMLElement): void {
  thread.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    if (button?.hasAttribute('aria-pressed')) vote(button);
    else if (button) reply(button);
  });
}

/** Shows the thread the page names, with each body as the given function makes it. */
export async function showThread(body: (html: string) => string): Promise<void> {
  const thread = document.querySelector<HTMLElement>('#thread');
  const address = thread?.dataset.address;
  if (!thread || !address) throw new Error('This page has no place for a thread.');
  const answer = await fetch(address);
  const { comments, commentCount } = (await answer.json()) as {
    comments: Comment[];
    commentCount: number;
  };
  listen(thread);
  thread.innerHTML = `<h2>${commentCount} comments</h2><textarea class="new" rows="3" placeholder="Write a comment" aria-label="Write a comment"></textarea>${rowsOf(comments, body)}`;
}
