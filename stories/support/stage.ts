import { html, type TemplateResult } from 'lit';
import type { Decorator } from '@storybook/web-components-vite';
import { article } from './article.js';
import { sceneOf, stageWidget, type WidgetArgs } from './scene.js';
import './stage.css';

/** What a story says about the page it stands on, as the parameter `stage`. */
export interface Stage {
  /** `alone`: no article above the widget. */
  readonly surface?: 'article' | 'alone';
  /** Words above the widget. */
  readonly aside?: string;
}

/** Draws the widget of a story on the server its loader made. */
export function drawWidget(
  args: WidgetArgs,
  { loaded }: { readonly loaded: Record<string, unknown> },
): TemplateResult {
  return html`<fast-comments ${stageWidget(sceneOf(loaded), args)}></fast-comments>`;
}

/** Puts a story on its page, in the theme and the language of the toolbar. */
export const onStage: Decorator = (story, { args, globals, parameters }) => {
  const { surface, aside } = (parameters.stage ?? {}) as Stage;
  const theme = globals.theme === 'dark' ? 'dark' : 'light';
  const locale = (args.locale ?? globals.locale) as string | undefined;
  const isHebrew = locale?.startsWith('he') ?? false;
  const isAlone = (surface ?? globals.surface) === 'alone';
  // The widget looks at the page again when the root says that something changed.
  document.documentElement.dataset.theme = theme;
  return html`<main
    class="stage ${theme} ${isAlone ? 'alone' : ''}"
    dir=${isHebrew ? 'rtl' : 'ltr'}
  >
    ${isAlone ? null : article(isHebrew)}${aside ? html`<p class="aside">${aside}</p>` : null}${story()}
  </main>`;
};
