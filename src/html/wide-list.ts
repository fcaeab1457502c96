import {
  allowedTags,
  attributeRules,
  numberFrom,
  oneOf,
  words,
  type AttributeRule,
} from './allow-list.js';

/** What the site's owner may use in `headerHTML`. Loaded only where there is one. */
export interface WideList {
  readonly tags: readonly string[];
  readonly rules: Readonly<Record<string, AttributeRule>>;
}

const span = numberFrom(1, 100);

/** The list of a comment, and headings, paragraphs, tables and figures. */
export const wideList: WideList = {
  tags: [
    ...allowedTags,
    ...words(
      'h1 h2 h3 h4 h5 h6 p div hr table caption thead tbody tfoot tr th td colgroup col ' +
        'figure figcaption section small sub sup s del ins mark q cite abbr kbd dl dt dd',
    ),
  ],
  rules: {
    ...attributeRules,
    colspan: { on: 'th td col colgroup', keep: span },
    rowspan: { on: 'th td', keep: span },
    scope: { on: 'th', keep: oneOf(/^(?:row|col|rowgroup|colgroup)$/i) },
  },
};
