import type { FastCommentsElement } from '../../src/index.js';
import { userEvent, waitFor, within } from 'storybook/test';

/** The queries of Testing Library that stories use. */
export interface Queries {
  findByRole(role: string, options?: { readonly name?: string | RegExp }): Promise<HTMLElement>;
  findAllByRole(
    role: string,
    options?: { readonly name?: string | RegExp },
  ): Promise<HTMLElement[]>;
  findByText(text: string | RegExp): Promise<HTMLElement>;
}

/** Looks inside an element, which may stand in a shadow root. */
export function inside(element: HTMLElement): Queries {
  return within(element);
}

/** What play functions do: real presses and keys, inside the widget's shadow root. */
export interface Widget {
  readonly element: FastCommentsElement;
  /** Everything in the shadow root. */
  readonly screen: Queries;
  /** The article of the comment that has this text. */
  comment(text: string): Promise<HTMLElement>;
  /** Presses a button of a comment by the beginning of its name. */
  press(comment: HTMLElement, name: string): Promise<void>;
  /** Opens the menu of a comment; with an entry, chooses it. */
  menu(comment: HTMLElement, entry?: string): Promise<void>;
  /** Writes into the box with this name. */
  write(name: string, text: string): Promise<void>;
  /** Presses a button anywhere in the widget by the beginning of its name. */
  click(name: string): Promise<void>;
}

const starting = (name: string) => new RegExp(`^${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);

/** The widget of a story, as soon as it drew itself. */
export async function widgetIn(canvasElement: HTMLElement): Promise<Widget> {
  const element = canvasElement.querySelector('fast-comments')!;
  await waitFor(() => {
    if (!element.shadowRoot?.querySelector('section')) throw new Error('The widget drew nothing.');
  });
  const base = element.shadowRoot!.querySelector('section')!;
  const screen = inside(base);

  const press = async (place: HTMLElement, name: string): Promise<void> => {
    await userEvent.click(await inside(place).findByRole('button', { name: starting(name) }));
  };

  return {
    element,
    screen,
    press,
    comment: (text) =>
      waitFor(() => {
        const bodies = [...base.querySelectorAll('article > [part~="comment-body"]')];
        const body = bodies.find(({ textContent }) => textContent.includes(text));
        if (!body) throw new Error(`No comment says "${text}".`);
        return body.parentElement!;
      }),
    async menu(comment, entry) {
      await press(comment, 'More actions');
      await screen.findByRole('menu');
      if (entry !== undefined) {
        await userEvent.click(await screen.findByRole('menuitem', { name: entry }));
      }
    },
    async write(name, text) {
      const box = await screen.findByRole('textbox', { name: starting(name) });
      await userEvent.type(box, text);
    },
    click: (name) => press(base, name),
  };
}

/** Play function of stories that show a thread and do nothing with it. */
export async function waitForThread({
  canvasElement,
}: {
  readonly canvasElement: HTMLElement;
}): Promise<void> {
  const { element } = await widgetIn(canvasElement);
  const ends =
    'article[data-comment-id], [part="empty"], [part="fold-button"][aria-expanded="false"]';
  await waitFor(() => {
    if (!element.shadowRoot!.querySelector(ends)) throw new Error('There is no thread.');
  });
}
