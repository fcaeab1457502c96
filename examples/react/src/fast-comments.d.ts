import type { FastCommentsElement, FastCommentsEventMap } from 'fastcomments-element';
import type { DetailedHTMLProps, HTMLAttributes } from 'react';

/** React 19 listens to `fc-ready` where it is given `onfc-ready`. */
type Listeners = {
  [Name in keyof FastCommentsEventMap as `on${Name}`]?: (event: FastCommentsEventMap[Name]) => void;
};

/** Every property the element has of its own; React 19 sets properties, not attributes. */
type Settings = Partial<Omit<FastCommentsElement, keyof HTMLElement>>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'fast-comments': DetailedHTMLProps<HTMLAttributes<FastCommentsElement>, FastCommentsElement> &
        Settings &
        Listeners;
    }
  }
}
