import { html } from 'lit';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { drawWidget } from './support/stage.js';
import { withScene, type WidgetArgs } from './support/scene.js';
import { waitForThread, widgetIn } from './support/widget.js';
import { hebrewThread } from './support/hebrew-thread.js';

/** Themes, directions, languages, narrow screens. */
const meta: Meta<WidgetArgs> = {
  title: 'Look',
  component: 'fast-comments',
  play: waitForThread,
};
export default meta;

type Story = StoryObj<WidgetArgs>;

const thread: Story = { loaders: [withScene()], args: { pageSize: 10 } };

/** On a dark page: the widget looks at what lies behind it. */
export const Dark: Story = { ...thread, globals: { theme: 'dark' } };

/** Dark, with a box, a menu and an error. */
export const DarkDetails: Story = {
  ...thread,
  globals: { theme: 'dark' },
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    const comment = await widget.comment('I named them');
    await widget.menu(comment, 'Flag');
    await widget.press(await widget.comment('Question about the olive tins'), 'Reply');
    await widget.write('Write a reply', 'A third basket!');
    await widget.menu(await widget.comment('Question about the olive tins'));
  },
};

/** `theme="dark"` on a light page: the widget brings its own ground. */
export const DarkOnLight: Story = { ...thread, args: { ...thread.args, theme: 'dark' } };

/** Hebrew: everything runs from the right, and each comment in its own direction. */
export const RightToLeft: Story = {
  loaders: [withScene({ seed: hebrewThread })],
  args: { locale: 'he', treeDepth: 5 },
};

/** A box and a menu from the right. */
export const RightToLeftDetails: Story = {
  ...RightToLeft,
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    const comment = await widget.comment('חמאה');
    comment.querySelector<HTMLElement>('[data-act="reply"]')!.click();
    comment.querySelector<HTMLElement>('[data-act="menu"]')!.click();
    await widget.screen.findByRole('menu');
  },
};

/** A phone. */
export const Phone: Story = { ...thread, globals: { viewport: { value: 'phone390' } } };

/** The narrowest screen there is, and what 400 % zoom makes of a wide one. */
export const SmallPhone: Story = { ...thread, globals: { viewport: { value: 'phone320' } } };

/** A deep conversation on a phone: levels stop being indented before the text gets narrow. */
export const SmallPhoneWriting: Story = {
  ...thread,
  globals: { viewport: { value: 'phone320' } },
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    await widget.press(await widget.comment('Gerald knew what he signed up for'), 'Reply');
    await widget.write('Write a reply', 'Did he?');
    await widget.press(await widget.comment('I named them'), 'Vote up');
  },
};

/** Colours chosen by the reader's system. */
export const ForcedColours: Story = {
  ...thread,
  tags: ['forced-colors'],
  parameters: {
    stage: {
      aside:
        'Looks different with forced colours only: turn on a contrast theme (Windows), or emulate ' +
        '“forced-colors: active” in the rendering panel of the developer tools.',
    },
  },
};

const designer = html`<style>
  .herbarium {
    --fc-font-family: 'Iowan Old Style', Palatino, Georgia, serif;
    --fc-font-size: 1.0625rem;
    --fc-accent: #47602b;
    --fc-on-accent: #fff;
    --fc-accent-soft: #eef3e4;
    --fc-text: #2a2a20;
    --fc-muted: #62604e;
    --fc-line: #d9d4bf;
    --fc-edge: #8a8468;
    --fc-surface: #fbf8ec;
    --fc-raised: #f1ecd8;
    --fc-radius: 2px;
    --fc-avatar-radius: 2px;
    --fc-avatar-size: 3em;
  }
  .herbarium::part(comment-author) {
    font-variant-caps: small-caps;
    letter-spacing: 0.02em;
  }
  .herbarium::part(comment-pinned) {
    background: #f4f0dd;
    outline: 1px solid #d9d4bf;
  }
  .herbarium::part(submit-button) {
    text-transform: uppercase;
    letter-spacing: 0.08em;
  }
</style>`;

/** A designer's theme: custom properties and parts, no rule inside the widget. */
export const CustomTheme: Story = {
  ...thread,
  globals: { theme: 'light' },
  render: (args, context) =>
    html`${designer} ${drawWidget({ ...args, class: 'herbarium' }, context)}`,
};

/** Colours and a font alone, on a dark page. */
export const CustomThemeDark: Story = {
  ...thread,
  globals: { theme: 'dark' },
  render: (args, context) =>
    html`<style>
        .neon {
          --fc-accent: #8ef0c5;
          --fc-on-accent: #06281b;
          --fc-accent-soft: #12382b;
          --fc-radius: 1.25em;
          --fc-font-family: ui-monospace, Menlo, Consolas, monospace;
          --fc-font-size: 0.9375rem;
        }
      </style>
      ${drawWidget({ ...args, class: 'neon' }, context)}`,
};

/** `customCSS`, as the service's own settings page has it. */
export const CustomCss: Story = {
  ...thread,
  args: {
    ...thread.args,
    customCSS: '.heading { text-decoration: underline wavy #b4482e 1px; }',
  },
};

/** `headerHTML` above the thread, sanitised with a list that knows headings and tables. */
export const WithHeaderHtml: Story = {
  ...thread,
  args: {
    ...thread.args,
    headerHTML:
      '<h3>House rules</h3><p>Be kind to <em>beginners</em>. Answers to the usual questions:</p>' +
      '<table><tr><th>Water</th><td>in the morning</td></tr><tr><th>Wind</th><td>is the enemy</td></tr></table>',
  },
};

/** No avatars. */
export const WithoutAvatars: Story = { ...thread, args: { ...thread.args, hideAvatars: true } };

export const German: Story = { ...thread, args: { locale: 'de_de', pageSize: 4 } };
export const French: Story = { ...thread, args: { locale: 'fr_fr', pageSize: 4 } };
export const Spanish: Story = { ...thread, args: { locale: 'es_es', pageSize: 4 } };
export const Italian: Story = { ...thread, args: { locale: 'it_it', pageSize: 4 } };
export const Dutch: Story = { ...thread, args: { locale: 'nl_nl', pageSize: 4 } };
export const Portuguese: Story = { ...thread, args: { locale: 'pt_br', pageSize: 4 } };
export const Polish: Story = { ...thread, args: { locale: 'pl_pl', pageSize: 4 } };
export const Russian: Story = { ...thread, args: { locale: 'ru_ru', pageSize: 4 } };
export const Japanese: Story = { ...thread, args: { locale: 'ja_jp', pageSize: 4 } };
export const Chinese: Story = { ...thread, args: { locale: 'zh_cn', pageSize: 4 } };
