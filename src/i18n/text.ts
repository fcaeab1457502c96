/**
 * A text by plural category of `count` in its language; `other` stands for the missing ones. `zero`
 * is for a count of nothing, in every language.
 */
export type PluralText = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {
  readonly other: string;
};

/** One text: the same for every count, or one for each plural category. Placeholders: `[name]`. */
export type Text = string | PluralText;
