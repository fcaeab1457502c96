import { fullDecorator } from '../../src/html/decorate.js';
import { provideDecorator, type BodyLabels } from '../../src/html/decoration.js';

provideDecorator(fullDecorator);

/** English labels for the tests. */
export const labels: BodyLabels = {
  image: (author) => `Image posted by ${author}`,
  spoiler: 'Spoiler',
  playGif: 'Play GIF',
  loadImage: 'Load image',
  embed: (host) => `Load content from ${host}`,
};

/** A fragment as markup, without changing it. */
export function serialise(fragment: DocumentFragment): string {
  const holder = document.implementation.createHTMLDocument('').createElement('div');
  holder.append(fragment.cloneNode(true));
  return holder.innerHTML;
}
