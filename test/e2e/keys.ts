import type { KeyInput } from 'puppeteer-core';
import type { Focused } from './in-page.js';
import type { Widget } from './widget.js';

/** More stops than a test page has. */
const limit = 150;

/** What the focus should be on. */
export interface Wanted {
  readonly role?: string;
  /** How its name begins. */
  readonly name?: string;
  readonly id?: string;
  readonly commentId?: string;
}

function fits(focus: Focused | null, { role, name, id, commentId }: Wanted): boolean {
  return (
    focus !== null &&
    (role === undefined || focus.role === role) &&
    (name === undefined || focus.name.startsWith(name)) &&
    (id === undefined || focus.id === id) &&
    (commentId === undefined || focus.commentId === commentId)
  );
}

function describe(focus: Focused | null): string {
  return focus ? `${focus.role || 'element'} "${focus.name || focus.id}"` : 'nothing';
}

/** A person at the keyboard, without a mouse. */
export class Keys {
  readonly #widget: Widget;

  constructor(widget: Widget) {
    this.#widget = widget;
  }

  /** Presses a key, with modifiers as in `Shift+Tab`. */
  async press(combination: string): Promise<void> {
    const parts = combination.split('+') as KeyInput[];
    const key = parts.pop() ?? 'Enter';
    const { keyboard } = this.#widget.page;
    for (const modifier of parts) await keyboard.down(modifier);
    await keyboard.press(key);
    for (const modifier of parts.reverse()) await keyboard.up(modifier);
  }

  /** Types with real keys. */
  async type(text: string): Promise<void> {
    await this.#widget.page.keyboard.type(text);
  }

  /** Waits until the focus is where it should be; it must be seen there. */
  async landsOn(wanted: Wanted): Promise<Focused> {
    const end = Date.now() + 10_000;
    for (;;) {
      const focus = await this.#widget.focused();
      if (focus && fits(focus, wanted) && focus.shown === 'yes') return focus;
      if (Date.now() > end) {
        const found = `${describe(focus)}, shown: ${focus?.shown ?? 'no'}`;
        throw new Error(`the focus should be on ${JSON.stringify(wanted)}, it is on ${found}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }

  /** One press of Tab (or Shift+Tab); the focus must be somewhere, and be seen there. */
  async step(isBack = false): Promise<Focused> {
    await this.press(isBack ? 'Shift+Tab' : 'Tab');
    const focus = await this.#widget.focused();
    // A scroll that the press began may not have been drawn yet.
    if (focus?.shown !== 'yes') return this.landsOn({});
    return focus;
  }

  /** Presses Tab until the focus is on what is wanted; resolves to every stop on the way. */
  async tabTo(wanted: Wanted, isBack = false): Promise<Focused[]> {
    const way: Focused[] = [];
    while (way.length < limit) {
      const focus = await this.step(isBack);
      way.push(focus);
      if (fits(focus, wanted)) return way;
    }
    const stops = way.map(describe).join(', ');
    throw new Error(`Tab does not come to ${JSON.stringify(wanted)}; it comes to ${stops}`);
  }
}
