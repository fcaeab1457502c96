import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, fireEvent, userEvent, waitFor } from 'storybook/test';
import type { SeedComment } from '../src/testing/index.js';
import { createScene, sceneOf, withScene, type WidgetArgs } from './support/scene.js';
import { waitForThread, widgetIn } from './support/widget.js';

/** A thread as its readers see it. Everything comes from a server in memory. */
const meta: Meta<WidgetArgs> = {
  title: 'Thread',
  component: 'fast-comments',
  play: waitForThread,
};
export default meta;

type Story = StoryObj<WidgetArgs>;

/** Under its article: fifty comments by people one would like to meet, in every state a row can have. */
export const OnAnArticle: Story = { loaders: [withScene()] };

/** The same with nothing around it. */
export const Alone: Story = { ...OnAnArticle, parameters: { stage: { surface: 'alone' } } };

/** Nobody has written anything. */
export const Empty: Story = { loaders: [withScene({ seed: 'empty' })] };

/** Two hundred comments: a page of them, and more on demand. */
export const LongThread: Story = {
  loaders: [withScene({ seed: 'large:200' })],
  args: { pageSize: 20, defaultSortDirection: 'OF' },
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    await widget.screen.findByRole('heading', { name: '200 comments' });
    await widget.click('Load more comments');
  },
};

/** @returns a conversation that goes `levels` deep, two voices in turn */
function conversation(levels: number): SeedComment {
  const lines = [
    'Is it too late to sow basil in August?',
    'Not on a sill that faces south. Mine came up in five days.',
    'South is what I do not have. Would a lamp do?',
    'A lamp would do. So would a neighbour with a better window.',
    'She has cats.',
    'Then the lamp.',
  ];
  return Array.from({ length: levels }, (_, level) => level).reduceRight<SeedComment | undefined>(
    (reply, level) => ({
      author: level % 2 ? 'Idris' : 'Paloma',
      text: lines[level % lines.length]!,
      votesUp: level % 4,
      replies: reply ? [reply] : [],
    }),
    undefined,
  )!;
}

/** Fourteen levels: from some depth on replies are no longer indented, and say whom they answer. */
export const DeepThread: Story = {
  loaders: [withScene({ seed: [conversation(14)] })],
  args: { treeDepth: 14 },
};

/** Replies stay closed until somebody opens them; the first comment's are open here. */
export const CollapsedReplies: Story = {
  loaders: [withScene()],
  args: { collapseReplies: true },
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    const comment = await widget.comment('dirt under my nails');
    await widget.press(comment, 'Show');
    await widget.comment('I named them');
  },
};

/** Hearts in place of arrows (`voteStyle: 1`); the visitor likes the second comment. */
export const HeartVotes: Story = {
  loaders: [withScene()],
  args: { voteStyle: 1 },
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    const comment = await widget.comment('thirty years on a north-east balcony');
    await widget.press(comment, 'Like');
    await waitFor(() =>
      expect(comment.querySelector('[part~="vote-heart"]')).toHaveAttribute('aria-pressed', 'true'),
    );
  },
};

/** The visitor voted up here and down there. */
export const OwnVotes: Story = {
  loaders: [withScene()],
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    await widget.press(await widget.comment('thirty years on a north-east balcony'), 'Vote up');
    await widget.press(await widget.comment('I named them'), 'Vote down');
  },
};

/** What arrives while one reads waits behind a button: nothing on the screen moves. */
export const LiveArrivals: Story = {
  loaders: [withScene()],
  play: async ({ canvasElement, loaded }) => {
    const { server, urlId } = sceneOf(loaded);
    const widget = await widgetIn(canvasElement);
    await widget.comment('dirt under my nails');
    for (const [name, text] of [
      ['Ottilie', 'I came for the tomatoes and stayed for Ruth.'],
      ['Sunil', 'Does any of this work with a fire escape?'],
      ['Ottilie', 'Asking for a friend: what is the landlord’s address?'],
    ] as const) {
      await server.visitor(name).comment(text, { urlId, name });
    }
    await widget.screen.findByRole('button', { name: 'Show 3 new comments' });
  },
};

/** A reply arrives below a comment, and a vote changes a sum in place. */
export const LiveReply: Story = {
  loaders: [
    () => ({
      scene: createScene({
        seed: [
          { id: 'question', author: 'Paloma', text: 'Who else kept the olive tins?' },
          { author: 'Idris', text: 'They rust, but beautifully.', votesUp: 3 },
        ],
      }),
    }),
  ],
  play: async ({ canvasElement, loaded }) => {
    const { server, urlId } = sceneOf(loaded);
    const widget = await widgetIn(canvasElement);
    await widget.comment('olive tins');
    await server.visitor('Ann').vote('question', 'up', urlId);
    await server
      .visitor('Ann')
      .comment('All eleven of them.', { urlId, name: 'Ann', parentId: 'question' });
    await widget.screen.findByRole('button', { name: 'Show 1 new reply' });
  },
};

/** What the search finds, and the way back to the whole thread. */
export const SearchResults: Story = {
  loaders: [withScene()],
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    const box = await widget.screen.findByRole('searchbox', { name: 'Search comments' });
    await userEvent.type(box, 'chutney{Enter}');
    // What a browser does on Enter; the simulated keyboard knows no `change` in a shadow root.
    await fireEvent.change(box);
    await widget.screen.findByRole('button', { name: 'Show all comments' });
    await widget.comment('chutney');
  },
};

/** Reading only: no box, no votes to give, no "Reply". */
export const ReadOnly: Story = { loaders: [withScene()], args: { readonly: true } };

/** The thread is behind a button (`useShowCommentsToggle`). */
export const Folded: Story = { loaders: [withScene()], args: { useShowCommentsToggle: true } };

/** Two comments stand above the button (`countAboveToggle`). */
export const FoldedWithTeasers: Story = {
  loaders: [withScene()],
  args: { useShowCommentsToggle: true, countAboveToggle: 2 },
};

/** The box comes after the comments, and dates are written out. */
export const BoxBelow: Story = {
  loaders: [withScene()],
  args: { inputAfterComments: true, absoluteAndRelativeDates: true },
};
