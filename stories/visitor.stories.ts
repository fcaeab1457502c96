import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { createSecureSSO, demoSecret } from '../src/testing/index.js';
import { drawWidget } from './support/stage.js';
import { createScene, withScene, type WidgetArgs } from './support/scene.js';
import { waitForThread, widgetIn } from './support/widget.js';

/** Who is reading: nobody known, somebody who could log in, somebody who did. */
const meta: Meta<WidgetArgs> = {
  title: 'Visitor',
  component: 'fast-comments',
  args: { pageSize: 6 },
  play: waitForThread,
};
export default meta;

type Story = StoryObj<WidgetArgs>;

/** Only members may write (`allowAnon: false`): in place of the box stands the way in. */
export const LoginGate: Story = {
  loaders: [withScene({ page: { config: { allowAnon: false, allowAnonVotes: false } } })],
  args: { sso: { loginURL: '#log-in' } },
  play: async ({ canvasElement }) => {
    const { screen } = await widgetIn(canvasElement);
    await screen.findAllByRole('button', { name: 'Log in' });
  },
};

/** Everybody may write, and whoever has an account can log in. */
export const CanLogIn: Story = {
  loaders: [withScene()],
  args: { sso: { loginURL: '#log-in' } },
};

/** Signed in by the page (secure single sign-on), with the menu under the name open. */
export const SignedIn: Story = {
  loaders: [
    async () => ({
      scene: createScene(),
      sso: await createSecureSSO(
        {
          id: 'ada',
          username: 'Ada',
          email: 'ada@example.com',
          displayName: 'Ada Ekberg',
          avatar: `${location.origin}/avatars/reader-7.svg`,
        },
        demoSecret,
      ),
    }),
  ],
  render: (args, context) =>
    drawWidget(
      {
        ...args,
        sso: { ...(context.loaded.sso as object), logoutURL: '#log-out' },
      },
      context,
    ),
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    await widget.click('Ada Ekberg');
    await widget.screen.findByRole('menuitem', { name: 'Log out' });
  },
};

/** Votes need a name and an e-mail here, and the visitor just voted. */
export const AskedBeforeVoting: Story = {
  loaders: [withScene({ page: { config: { allowAnon: false, allowAnonVotes: false } } })],
  play: async ({ canvasElement }) => {
    const widget = await widgetIn(canvasElement);
    await widget.press(await widget.comment('Question about the olive tins'), 'Vote up');
    await widget.screen.findByRole('dialog');
  },
};
