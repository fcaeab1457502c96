import { finite, must, or, orNull, record, text, type Check } from './shape.js';
import type { Badge } from './wire.js';

const textOrNull = orNull(text);

/** Checks a {@link Badge}. */
export const decodeBadge: Check<Badge> = record<Badge>({
  id: must(text),
  type: or(finite, 0),
  description: or(text, ''),
  displayLabel: textOrNull,
  displaySrc: textOrNull,
  backgroundColor: textOrNull,
  borderColor: textOrNull,
  textColor: textOrNull,
  cssClass: textOrNull,
});
