/** What a click inside a body asks for; see `Decoration` for the markup it reads. */
export type BodyAction =
  /** Show the comments with this tag (without `#`). */
  | { readonly kind: 'hashtag'; readonly tag: string }
  /** A picture was clicked; `link` is the link round it, whose default is to open it elsewhere. */
  | { readonly kind: 'image'; readonly src: string; readonly link: HTMLAnchorElement | null }
  /** Load the frame that `link` stands for (`embedFrame`); the click's default is prevented. */
  | { readonly kind: 'embed'; readonly link: HTMLAnchorElement };

/**
 * Understands a `click` that came up from a body made by `sanitise`. Spoilers and held images are
 * settled here, by mouse and keyboard alike since both are buttons; everything else is handed back
 * to be acted on. Null if there is nothing more to do. A click with a modifier key, or one that was
 * handled before, is the browser's.
 */
export function bodyAction(event: MouseEvent): BodyAction | null {
  const target = event.composedPath()[0];
  if (!(target instanceof Element) || event.defaultPrevented) return null;
  const element = target.closest<HTMLElement>('[data-fc],img');
  const modified = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  const held = target.closest<HTMLElement>('[data-fc="held"]');
  if (element === null) return null;
  if (held) {
    toggleHeld(held);
    return null;
  }
  switch (element.dataset.fc) {
    case 'spoiler':
      toggleSpoiler(element, target);
      return null;
    case 'hashtag':
      return { kind: 'hashtag', tag: (element as HTMLButtonElement).value };
    case 'embed':
      if (modified) return null;
      event.preventDefault();
      return { kind: 'embed', link: element as HTMLAnchorElement };
    default: {
      const image = element.querySelector('img') ?? (element as HTMLImageElement);
      if (modified || !image.src) return null;
      return { kind: 'image', src: image.src, link: element.closest('a') };
    }
  }
}

/** A press on a closed one opens it; an open one is closed by its button only, as its text is text. */
function toggleSpoiler(mask: HTMLElement, target: Element): void {
  const button = mask.querySelector('button');
  const text = mask.lastElementChild as HTMLElement | null;
  if (!button || !text || (!text.inert && !button.contains(target))) return;
  text.inert = !text.inert;
  button.setAttribute('aria-expanded', String(!text.inert));
  mask.setAttribute('part', text.inert ? 'spoiler' : 'spoiler spoiler-open');
}

/** A press shows the image, the next one takes it off again, which also stops a GIF. */
function toggleHeld(button: HTMLElement): void {
  const image = button.querySelector('img');
  const source = image?.dataset.fcSrc;
  if (!image || !source) return;
  const shown = image.hasAttribute('src');
  if (shown) image.removeAttribute('src');
  else image.src = source;
  button.setAttribute('aria-pressed', String(!shown));
}
