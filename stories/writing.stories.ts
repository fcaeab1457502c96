import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, userEvent, waitFor } from 'storybook/test';
import { createScene, sceneOf, withScene, type WidgetArgs } from './support/scene.js';
import { widgetIn, type Widget } from './support/widget.js';

/** The boxes one writes in, and what becomes of what was written. */
const meta: Meta<WidgetArgs> = {
  title: 'Writing',
  component: 'fast-comments',
  args: { pageSize: 6 },
};
export default meta;

type Story = StoryObj<WidgetArgs>;

const never = 2 ** 30;
const remark = 'My landlord looks away too, but he hums while he does it.';

async function post(widget: Widget, text = remark): Promise<void> {
  await widget.write('Write a comment', text);
  const name = await widget.screen.findByRole('textbox', { name: /^Name/ });
  await userEvent.type(name, 'Josefine');
  await widget.click('Post comment');
}

async function findState(widget: Widget, state: string): Promise<HTMLElement> {
  return waitFor(() => {
    const row = widget.element.shadowRoot!.querySelector<HTMLElement>(
      `article[data-state="${state}"]`,
    );
    if (!row) throw new Error(`No comment is ${state}.`);
    return row;
  });
}

/** The box is open and has a text. */
export const BoxOpen: Story = {
  loaders: [withScene()],
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    await widget.write('Write a comment', remark);
  },
};

/** Name and e-mail are asked for (`allowAnon: false`), and were left out. */
export const FieldsMissing: Story = {
  loaders: [withScene({ page: { config: { allowAnon: false } } })],
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    await widget.write('Write a comment', remark);
    await widget.click('Post comment');
    await waitFor(() =>
      expect(widget.element.shadowRoot!.querySelector('[aria-invalid="true"]')).toBeTruthy(),
    );
  },
};

/** A text over the limit is never cut: the counter says by how much, and sending says why it waits. */
export const TooLong: Story = {
  loaders: [withScene()],
  args: { maxCommentCharacterLength: 40 },
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    await widget.write('Write a comment', remark);
    await widget.click('Post comment');
    await widget.screen.findByText(/too long/i);
  },
};

/** Terms have to be agreed to before the first comment. */
export const Terms: Story = {
  loaders: [withScene()],
  args: {
    tos: {
      enabled: true,
      textByLocale: { en_us: 'I have read the house rules of The Window Box' },
    },
  },
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    await widget.write('Write a comment', remark);
    await widget.screen.findByRole('checkbox');
  },
};

/** A reply box is open below the comment it answers. */
export const ReplyBoxOpen: Story = {
  loaders: [withScene()],
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    await widget.press(await widget.comment('I named them'), 'Reply');
    await widget.write('Write a reply', 'Ours was called Beatrice. Same end.');
  },
};

/** The server has not answered yet; the comment stands in its place already. */
export const SendingPost: Story = {
  loaders: [withScene()],
  play: async ({ canvasElement, loaded }) => {
    const widget = await widgetIn(canvasElement);
    sceneOf(loaded).server.slowDown(never, 'createCommentPublic');
    await post(widget);
    await findState(widget, 'sending');
  },
};

/** Sent, and answered by the server. */
export const Posted: Story = {
  loaders: [withScene()],
  play: async ({ canvasElement, loaded }) => {
    const widget = await widgetIn(canvasElement);
    await post(widget);
    await waitFor(() =>
      expect(
        sceneOf(loaded).server.calls.some(({ operation }) => operation === 'createCommentPublic'),
      ).toBe(true),
    );
    const row = await widget.comment(remark);
    await waitFor(() => expect(row).toHaveAttribute('data-comment-id'));
  },
};

/** The server could not be reached: the text stays in the thread, to be sent again or let go. */
export const FailedPost: Story = {
  loaders: [withScene()],
  play: async ({ canvasElement, loaded }) => {
    const widget = await widgetIn(canvasElement);
    const { server } = sceneOf(loaded);
    server.addRule({ operation: 'createCommentPublic', fault: { code: 'internal-error' } });
    await post(widget);
    const row = await findState(widget, 'failed');
    await expect(row).toHaveTextContent(remark);
  },
};

/** The server refuses the name: the text is back in its box, with the reason at the field. */
export const RefusedName: Story = {
  loaders: [withScene()],
  play: async ({ canvasElement, loaded }) => {
    const widget = await widgetIn(canvasElement);
    sceneOf(loaded).server.failNext('createCommentPublic', { code: 'username-taken' });
    await post(widget);
    await waitFor(() =>
      expect(widget.element.shadowRoot!.querySelector('[aria-invalid="true"]')).toBeTruthy(),
    );
  },
};

/** The browser says that it is offline: the comment waits for the network. */
export const WaitingOffline: Story = {
  loaders: [withScene()],
  beforeEach: () => {
    let isOnline = true;
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => isOnline });
    const goOffline = () => {
      isOnline = false;
      dispatchEvent(new Event('offline'));
    };
    addEventListener('story-goes-offline', goOffline);
    return () => {
      removeEventListener('story-goes-offline', goOffline);
      Reflect.deleteProperty(navigator, 'onLine');
    };
  },
  play: async ({ canvasElement, loaded }) => {
    const widget = await widgetIn(canvasElement);
    await widget.comment('dirt under my nails');
    sceneOf(loaded).me.setOffline(true);
    dispatchEvent(new Event('story-goes-offline'));
    await post(widget);
    await findState(widget, 'waiting');
  },
};

/** Text of a box survives: it was written before the thread was put on the page again. */
export const DraftKept: Story = {
  loaders: [withScene()],
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    await widget.write('Write a comment', remark);
    const parent = widget.element.parentElement!;
    const next = widget.element.nextSibling;
    widget.element.remove();
    await Promise.resolve();
    parent.insertBefore(widget.element, next);
    await waitFor(async () => {
      const box = await widget.screen.findByRole('textbox', { name: 'Write a comment' });
      await expect(box).toHaveValue(remark);
    });
  },
};

/** A comment of one's own is being edited in its place. */
export const Editing: Story = {
  loaders: [
    async () => {
      const scene = createScene();
      await scene.me.comment('I grow **nothing** but read everything.', {
        urlId: scene.urlId,
        name: 'Josefine',
      });
      return { scene };
    },
  ],
  args: { defaultSortDirection: 'NF' },
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    await widget.menu(await widget.comment('read everything'), 'Edit');
    const box = await widget.screen.findByRole('textbox', { name: /^Edit your comment/ });
    await waitFor(() => expect(box).toHaveValue('I grow **nothing** but read everything.'));
  },
};
