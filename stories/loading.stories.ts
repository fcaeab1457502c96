import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { expect, waitFor } from 'storybook/test';
import { createScene, sceneOf, withScene, type Scene, type WidgetArgs } from './support/scene.js';
import { waitForThread, widgetIn } from './support/widget.js';

/** Before the thread is there, and when it does not come. */
const meta: Meta<WidgetArgs> = {
  title: 'Loading',
  component: 'fast-comments',
};
export default meta;

type Story = StoryObj<WidgetArgs>;

/** Longer than anybody waits, and still a delay that timers know. */
const never = 2 ** 30;

function slowScene(): Scene {
  const scene = createScene();
  scene.server.slowDown(never, 'getCommentsPublic');
  return scene;
}

/** The server has not answered yet: the height of a thread is reserved. */
export const Loading: Story = {
  loaders: [() => ({ scene: slowScene() })],
  play: async ({ canvasElement }) => {
    const { screen } = await widgetIn(canvasElement);
    await screen.findByRole('img', { name: /Loading/ });
  },
};

/** After six seconds without an answer: it goes on waiting, and offers another try. */
export const SlowFirstLoad: Story = {
  loaders: [() => ({ scene: slowScene() })],
  play: async ({ canvasElement }) => {
    const { screen } = await widgetIn(canvasElement);
    await screen.findByRole('button', { name: 'Try again' });
  },
};

/** The tenant is not known: for the author of the page. */
export const UnknownTenant: Story = {
  loaders: [withScene({ tenantId: 'nobody' })],
  play: waitForAlert,
};

/** The tenant does not allow this domain. */
export const RefusedDomain: Story = {
  loaders: [withScene({ tenantId: 'elsewhere' })],
  play: waitForAlert,
};

/** The author of the page forgot `tenant-id`. */
export const MissingTenantId: Story = {
  loaders: [withScene({ tenantId: null })],
  play: waitForAlert,
};

/** The page is for members: single sign-on is required even to read. */
export const SignInRequired: Story = {
  loaders: [withScene({ page: { config: { requireSSO: true, ssoSecLvl: 0 } } })],
  args: { sso: { loginURL: '#log-in' } },
  play: waitForAlert,
};

/** The sign-on payload of the page does not hold. */
export const MalformedSignOn: Story = {
  loaders: [withScene()],
  args: {
    sso: { userDataJSONBase64: 'e30=', verificationHash: '0'.repeat(64), timestamp: 1 },
  },
  play: waitForAlert,
};

/** No connection at all. */
export const NetworkDown: Story = {
  loaders: [
    () => {
      const scene = createScene();
      scene.me.setOffline(true);
      return { scene };
    },
  ],
  play: waitForAlert,
};

/** The service answers with a page of its proxy. */
export const ServerDown: Story = {
  loaders: [
    () => {
      const scene = createScene();
      scene.server.addRule({
        operation: 'getCommentsPublic',
        fault: { status: 502, text: '<h1>Bad gateway</h1>' },
      });
      return { scene };
    },
  ],
  play: waitForAlert,
};

/** The first page is there, the second does not come: the button stays. */
export const LaterPageFails: Story = {
  loaders: [withScene({ seed: 'large:80' })],
  args: { pageSize: 10 },
  play: async ({ canvasElement, loaded }) => {
    const widget = await widgetIn(canvasElement);
    await widget.screen.findByRole('button', { name: 'Load more comments' });
    sceneOf(loaded).server.addRule({
      operation: 'getCommentsPublic',
      fault: { status: 503, text: 'Busy' },
    });
    await widget.click('Load more comments');
    await waitFor(() =>
      expect(widget.element.shadowRoot!.querySelector('[part="list-error"]')).toBeTruthy(),
    );
  },
};

/** The thread is closed: it can be read and voted on. */
export const ClosedThread: Story = {
  loaders: [withScene({ page: { isClosed: true } })],
  play: waitForThread,
};

/** `consent="required"`: nothing is fetched or kept until the visitor says so. */
export const Consent: Story = {
  loaders: [withScene()],
  args: { consent: 'required' },
  play: async ({ canvasElement, loaded }) => {
    const { screen } = await widgetIn(canvasElement);
    await screen.findByRole('button', { name: 'Load comments' });
    await expect(sceneOf(loaded).server.calls).toHaveLength(0);
  },
};

async function waitForAlert({ canvasElement }: { canvasElement: HTMLElement }): Promise<void> {
  const { element } = await widgetIn(canvasElement);
  await waitFor(() =>
    expect(element.shadowRoot!.querySelector('[part="gate"][role="alert"]')).toBeTruthy(),
  );
}
