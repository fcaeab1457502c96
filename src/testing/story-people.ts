import { ownOrigin } from './own-origin.js';
import type { SeedAuthor } from './seed.js';
import { demoBadges } from './settings.js';

/** @param face which of the drawn faces of that name suits them */
function person(
  id: string,
  name: string,
  face: number,
  more: Partial<SeedAuthor> = {},
): SeedAuthor {
  return { id, name, avatarSrc: `${ownOrigin}/avatars/${id}-${face}.svg`, ...more };
}

const [firstHarvest, regular, goldenTrowel] = demoBadges;
const badges = (...list: (typeof firstHarvest)[]): Partial<SeedAuthor> => ({
  badges: list.flatMap((badge) => badge ?? []),
});

/** Who reads and writes under the article on balcony tomatoes. */
export const people = {
  mara: person('mara', 'Mara Lindqvist', 6, { isAdmin: true, displayLabel: 'Author' }),
  tomas: person('tomas', 'Tomás Ferreira', 9, { isModerator: true }),
  ingrid: person('ingrid', 'Ingrid Solberg', 7, badges(regular, goldenTrowel)),
  devon: person('devon', 'Devon Clarke', 5, badges(firstHarvest)),
  priya: person('priya', 'Priya Raman', 9, badges(regular)),
  yulia: person('yulia', 'Юлия Соколова', 8),
  layla: person('layla', 'ليلى حداد', 7),
  ken: person('ken', '佐藤 健', 6),
  noa: person('noa', 'Noa Ben-David', 9),
  wojtek: person('wojtek', 'Wojtek Zieliński', 1, badges(firstHarvest, regular)),
  aoife: person('aoife', 'Aoife Byrne', 9),
  bram: person('bram', 'Bram de Vries', 2, { link: 'https://example.com/bram-builds-things' }),
  camille: person('camille', 'Camille Laurent', 5),
  kofi: person('kofi', 'Kofi Mensah', 2, badges(firstHarvest)),
  gone: person('gone', 'Former reader', 0, { avatarSrc: null }),
} as const satisfies Record<string, SeedAuthor>;
