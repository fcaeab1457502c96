import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, waitFor } from 'storybook/test';
import { createScene, withScene, type WidgetArgs } from './support/scene.js';
import { inside, waitForThread, widgetIn } from './support/widget.js';

/** What visitors hide from themselves, what owners decide, and how a row says so. */
const meta: Meta<WidgetArgs> = {
  title: 'Moderation',
  component: 'fast-comments',
  args: { pageSize: 6 },
  play: waitForThread,
};
export default meta;

type Story = StoryObj<WidgetArgs>;

const robin = { id: 'robin', username: 'Robin', displayName: 'Robin Okafor', isAdmin: true };

/** An author was blocked just now: all their comments are behind a notice, and it can be undone. */
export const Blocked: Story = {
  loaders: [withScene()],
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    const comment = await widget.comment('I named them');
    await widget.menu(comment, 'Block user');
    await inside(comment).findByRole('button', { name: 'Unblock user' });
  },
};

/** A comment was flagged just now. */
export const Flagged: Story = {
  loaders: [withScene()],
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    const comment = await widget.comment('I named them');
    await widget.menu(comment, 'Flag');
    await inside(comment).findByRole('button', { name: 'Show anyway' });
  },
};

/** A flagged comment that its reader wanted to see all the same. */
export const FlaggedShownAnyway: Story = {
  ...Flagged,
  play: async (context) => {
    await Flagged.play!(context);
    await (await widgetIn(context.canvasElement)).click('Show anyway');
  },
};

/** A thread in which a comment with replies was deleted, and an account is gone. */
export const Deleted: Story = {
  loaders: [
    withScene({
      seed: [
        {
          author: 'Paloma',
          text: 'gone',
          isDeleted: true,
          replies: [{ author: 'Idris', text: 'I had not expected that from you, of all people.' }],
        },
        {
          author: { name: 'Former reader' },
          text: 'I kept the seeds, at least.',
          isDeletedUser: true,
        },
      ],
    }),
  ],
};

async function withOwnComment() {
  const scene = createScene();
  await scene.me.comment('On second thought, never mind the landlord.', {
    urlId: scene.urlId,
    name: 'Josefine',
  });
  return { scene };
}

/** Deleting asks first. */
export const DeleteQuestion: Story = {
  loaders: [withOwnComment],
  args: { defaultSortDirection: 'NF' },
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    await widget.menu(await widget.comment('On second thought'), 'Delete');
    await widget.screen.findByRole('alertdialog');
  },
};

/** The server has not answered yet. */
export const Deleting: Story = {
  loaders: [
    async () => {
      const made = await withOwnComment();
      made.scene.server.slowDown(2 ** 30, 'deleteCommentPublic');
      return made;
    },
  ],
  args: { defaultSortDirection: 'NF' },
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    await widget.menu(await widget.comment('On second thought'), 'Delete');
    const dialog = await widget.screen.findByRole('alertdialog');
    await widget.press(dialog, 'Delete');
    await waitFor(() =>
      expect(widget.element.shadowRoot!.querySelector('[data-state="deleting"]')).toBeTruthy(),
    );
  },
};

/** What only those who moderate see: spam, and what waits for approval. Unverified is for everybody. */
export const WaitingForModerators: Story = {
  loaders: [
    withScene({
      viewer: robin,
      seed: [
        { author: 'M.', text: 'First time writing here.', approved: false },
        { author: 'Great Deals 4 You', text: 'Our cheap watches tell you WHEN.', isSpam: true },
        {
          author: 'balcony_newbie',
          text: 'Written by somebody without an account.',
          verified: false,
        },
        { author: { id: 'ann', name: 'Ann' }, text: 'Written by somebody with one.' },
      ],
    }),
  ],
};

/** The visitor's own comment waits for approval; nobody else sees it. */
export const OwnCommentPending: Story = {
  loaders: [
    async () => {
      const scene = createScene({ page: { approveByHand: true } });
      await scene.me.comment('Is this thing on?', { urlId: scene.urlId, name: 'Josefine' });
      return { scene };
    },
  ],
  args: { defaultSortDirection: 'NF' },
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    await widget.comment('Is this thing on?');
  },
};

/** The menu of an administrator: pinning, locking, editing and deleting anybody's comment. */
export const AdminMenu: Story = {
  loaders: [withScene({ viewer: robin })],
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    await widget.menu(await widget.comment('Question about the olive tins'));
    await widget.screen.findByRole('menuitem', { name: 'Pin' });
  },
};

/** Pinned by an administrator a moment ago, and locked: nobody can reply. */
export const PinnedAndLocked: Story = {
  loaders: [withScene({ viewer: robin })],
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    const comment = await widget.comment('Question about the olive tins');
    await widget.menu(comment, 'Pin');
    await inside(await widget.comment('Question about the olive tins')).findByText('Pinned');
    await widget.menu(await widget.comment('Question about the olive tins'), 'Lock');
    await inside(await widget.comment('Question about the olive tins')).findByText('Locked');
  },
};

/** The server refuses an act: the reason stands where the visitor acted. */
export const RefusedAct: Story = {
  loaders: [
    () => {
      const scene = createScene();
      scene.server.addRule({ operation: 'flagCommentPublic', fault: { code: 'unauthorized' } });
      return { scene };
    },
  ],
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    const comment = await widget.comment('I named them');
    await widget.menu(comment, 'Flag');
    await inside(comment).findByRole('alert');
  },
};
