import { ownOrigin } from './own-origin.js';
import type { SeedAuthor } from './seed.js';
import { demoBadges } from './settings.js';

function person(id: string, name: string, more: Partial<SeedAuthor> = {}): SeedAuthor {
  return { id, name, avatarSrc: `${ownOrigin}/avatars/${id}.svg`, ...more };
}

const [firstHarvest, regular, goldenTrowel] = demoBadges;
const badges = (...list: (typeof firstHarvest)[]): Partial<SeedAuthor> => ({
  badges: list.flatMap((badge) => badge ?? []),
});

/** Who reads and writes under the article on balcony tomatoes. */
export const people = {
  mara: person('mara', 'Mara Lindqvist', { isAdmin: true, displayLabel: 'Author' }),
  tomas: person('tomas', 'Tomás Ferreira', { isModerator: true }),
  ingrid: person('ingrid', 'Ingrid Solberg', badges(regular, goldenTrowel)),
  devon: person('devon', 'Devon Clarke', badges(firstHarvest)),
  priya: person('priya', 'Priya Raman', badges(regular)),
  yulia: person('yulia', 'Юлия Соколова'),
  layla: person('layla', 'ليلى حداد'),
  ken: person('ken', '佐藤 健'),
  noa: person('noa', 'Noa Ben-David'),
  wojtek: person('wojtek', 'Wojtek Zieliński', badges(firstHarvest, regular)),
  aoife: person('aoife', 'Aoife Byrne'),
  bram: person('bram', 'Bram de Vries', { link: 'https://example.com/bram-builds-things' }),
  camille: person('camille', 'Camille Laurent'),
  kofi: person('kofi', 'Kofi Mensah', badges(firstHarvest)),
  gone: person('gone', 'Former reader', { avatarSrc: null }),
} as const satisfies Record<string, SeedAuthor>;
