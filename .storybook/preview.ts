import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import { configure } from 'storybook/test';
import '../src/index.js';
import { argTypesOf } from '../stories/support/arg-types.js';
import { manifest } from '../stories/support/manifest.js';
import { drawWidget, onStage } from '../stories/support/stage.js';
import { toolbarLocales } from './toolbar-locales.js';

setCustomElementsManifest(manifest);

// Play functions wait for the widget, however slow the machine is.
configure({ asyncUtilTimeout: 20_000 });

/** Nothing a visitor of one story did is known in the next. */
function forgetVisitor(): void {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith('fastcomments-element:')) localStorage.removeItem(key);
  }
}

forgetVisitor();

const preview: Preview = {
  render: drawWidget,
  decorators: [
    onStage,
    // The toolbar's language is the page's: a story's own wins.
    (story, { args, globals }) => {
      const locale = (args.locale ?? globals.locale) as string | undefined;
      return story({ args: { ...args, locale } });
    },
  ],
  beforeEach: () => forgetVisitor,
  argTypes: argTypesOf(manifest, 'fast-comments'),
  globalTypes: {
    theme: {
      description: 'Theme of the page',
      toolbar: {
        title: 'Theme',
        icon: 'circlehollow',
        items: [
          { value: 'light', icon: 'sun', title: 'Light page' },
          { value: 'dark', icon: 'moon', title: 'Dark page' },
        ],
        dynamicTitle: true,
      },
    },
    locale: {
      description: 'Language of the widget',
      toolbar: { title: 'Language', icon: 'globe', items: toolbarLocales, dynamicTitle: true },
    },
    surface: {
      description: 'What stands around the widget',
      toolbar: {
        title: 'Page',
        icon: 'document',
        items: [
          { value: 'article', title: 'On an article' },
          { value: 'alone', title: 'Alone' },
        ],
        dynamicTitle: true,
      },
    },
  },
  initialGlobals: { theme: 'light', locale: 'en_us', surface: 'article' },
  parameters: {
    layout: 'fullscreen',
    backgrounds: { disable: true },
    controls: { expanded: true },
    a11y: { test: 'error' },
    docs: { source: { excludeDecorators: true } },
    viewport: {
      options: {
        phone390: { name: 'Phone (390)', styles: { width: '390px', height: '844px' } },
        phone320: { name: 'Small phone (320)', styles: { width: '320px', height: '640px' } },
        tablet: { name: 'Tablet', styles: { width: '820px', height: '1100px' } },
      },
    },
    options: {
      storySort: {
        order: [
          'Introduction',
          'Theming',
          'Thread',
          'Loading',
          'Writing',
          'Moderation',
          'Visitor',
          'Look',
        ],
      },
    },
  },
};

export default preview;
