import { gifFile } from './gifs.js';
import { seededRandom } from './seeded-random.js';

/** A picture the server draws, or null if the path is none. */
export interface Picture {
  readonly type: string;
  readonly body: string | Uint8Array;
}

function svg(width: number, height: number, inner: string): Picture {
  return {
    type: 'image/svg+xml',
    body:
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ` +
      `viewBox="0 0 ${width} ${height}">${inner}</svg>`,
  };
}

/** Hair, skin and clothes that go together on any background. */
const skins = ['#f7d7bd', '#eec39a', '#d9a066', '#b97a4b', '#8d5a3a', '#5f3b26'];
const hairs = ['#2b2118', '#5b3a21', '#8a5a2b', '#c58b3f', '#7a7a7a', '#d8d2c6', '#a63d2f'];

/** A face of simple shapes, the same for the same seed. */
function avatar(seed: string): Picture {
  const random = seededRandom(`avatar ${seed}`);
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  const hue = Math.floor(random() * 360);
  const skin = pick(skins);
  const hair = pick(hairs);
  const clothes = `hsl(${(hue + 150 + Math.floor(random() * 60)) % 360} 45% 45%)`;
  const style = Math.floor(random() * 4);
  const glasses = random() < 0.3;
  const smile = 3 + random() * 5;
  const back =
    style === 0
      ? `<path d="M22 46a26 26 0 0 1 52 0v22H22z" fill="${hair}"/>`
      : style === 1
        ? `<circle cx="48" cy="17" r="9" fill="${hair}"/>`
        : '';
  const front =
    style === 3
      ? `<path d="M28 38c2-16 38-16 40 0-8-8-32-8-40 0z" fill="${hair}"/>`
      : `<path d="M26 44c-2-30 46-30 44 0-4-12-10-15-22-15s-18 3-22 15z" fill="${hair}"/>`;
  const spectacles = glasses
    ? '<g fill="none" stroke="#222" stroke-width="1.6"><circle cx="40" cy="47" r="6"/>' +
      '<circle cx="56" cy="47" r="6"/><path d="M46 47h4"/></g>'
    : '';
  return svg(
    96,
    96,
    `<rect width="96" height="96" fill="hsl(${hue} 55% 84%)"/>${back}` +
      `<path d="M14 96c0-22 16-30 34-30s34 8 34 30z" fill="${clothes}"/>` +
      `<path d="M41 60h14v12a7 7 0 0 1-14 0z" fill="${skin}"/>` +
      `<circle cx="48" cy="46" r="20" fill="${skin}"/>${front}` +
      `<circle cx="40" cy="47" r="2.2" fill="#222"/><circle cx="56" cy="47" r="2.2" fill="#222"/>` +
      `<path d="M41 56q7 ${smile.toFixed(1)} 14 0" fill="none" stroke="#222" stroke-width="1.8" ` +
      `stroke-linecap="round"/>${spectacles}`,
  );
}

/** A cat that sits in front of the plants and looks at whoever took the picture. */
const cat =
  '<g fill="#3b3632"><path d="M470 622c-70 0-96-40-90-96 4-34 34-58 66-58s62 24 66 58c6 56-2 96-42 96z"/>' +
  '<circle cx="446" cy="440" r="46"/><path d="M404 428l-6-56 42 26zM488 428l6-56-42 26z"/>' +
  '<path d="M500 612c70 10 86-30 70-66" fill="none" stroke="#3b3632" stroke-width="20" stroke-linecap="round"/></g>' +
  '<g fill="#e8c547"><ellipse cx="428" cy="438" rx="9" ry="11"/><ellipse cx="464" cy="438" rx="9" ry="11"/></g>' +
  '<path d="M428 430v16M464 430v16" stroke="#222" stroke-width="4"/><path d="M441 456h10l-5 6z" fill="#d98c8c"/>';

/** Falling rain, and what it left on the floor. */
function rain(random: () => number): string {
  const drops = Array.from({ length: 150 }, () => {
    const x = Math.round(random() * 1000);
    const y = Math.round(random() * 600);
    return `M${x} ${y}l-7 26`;
  });
  return (
    '<rect y="560" width="960" height="80" fill="#8aa4b4" opacity=".75"/>' +
    `<path d="${drops.join('')}" stroke="#e6eef3" stroke-width="2.5" opacity=".7"/>`
  );
}

/**
 * A balcony with plants, sky and the roofs opposite, the same for the same seed. A seed that names
 * rain or a cat gets it.
 */
function photo(seed: string): Picture {
  const random = seededRandom(`picture ${seed}`);
  const between = (low: number, high: number): number => Math.round(low + random() * (high - low));
  const isEvening = random() < 0.4;
  const isRainy = seed.includes('rain');
  const sky = isRainy
    ? ['#a9b6be', '#75858f']
    : isEvening
      ? ['#f6b48f', '#7a6aa8']
      : ['#cfe9ff', '#8fc3f0'];
  const width = 960;
  const height = 640;
  let roofs = '';
  for (let x = -40; x < width;) {
    const wide = between(90, 190);
    const top = between(250, 350);
    roofs += `<path d="M${x} ${top + 60}l${wide / 2}-60 ${wide / 2} 60v400h-${wide}z" fill="hsl(${between(8, 28)} 32% ${isEvening ? 30 : 52}%)"/>`;
    x += wide - 10;
  }
  let plants = '';
  const count = between(3, 5);
  for (let at = 0; at < count; at += 1) {
    const x = Math.round((width / count) * (at + 0.5)) + between(-30, 30);
    const tall = between(170, 330);
    const top = 560 - tall;
    plants += `<path d="M${x} 560C${x - 14} ${560 - tall / 2} ${x + 14} ${top + 60} ${x} ${top}" stroke="#3f6b35" stroke-width="7" fill="none"/>`;
    for (let leaf = 0; leaf < tall / 22; leaf += 1) {
      const y = 540 - leaf * 22;
      const side = leaf % 2 ? 1 : -1;
      plants += `<ellipse cx="${x + side * between(22, 52)}" cy="${y}" rx="${between(22, 38)}" ry="${between(9, 15)}" transform="rotate(${side * between(10, 35)} ${x} ${y})" fill="hsl(${between(95, 135)} 42% ${between(28, 42)}%)"/>`;
      if (leaf > 1 && random() < 0.45) {
        plants += `<circle cx="${x - side * between(14, 40)}" cy="${y + 8}" r="${between(9, 17)}" fill="hsl(${random() < 0.75 ? between(2, 14) : between(75, 100)} 72% 47%)"/>`;
      }
    }
    plants += `<path d="M${x - 52} 548h104l-14 78h-76z" fill="hsl(${between(12, 24)} 48% 46%)"/>`;
  }
  const rails = Array.from({ length: 25 }, (_, at) => `M${at * 40} 470v170`).join('');
  return svg(
    width,
    height,
    `<defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="${sky[1] ?? ''}"/><stop offset="1" stop-color="${sky[0] ?? ''}"/></linearGradient></defs>` +
      `<rect width="${width}" height="${height}" fill="url(#s)"/>` +
      (isRainy
        ? ''
        : `<circle cx="${between(120, 840)}" cy="${between(80, 170)}" r="${between(36, 58)}" fill="#fff3c4" opacity=".9"/>`) +
      `${roofs}<path d="${rails}M0 470h960" stroke="#3a3f45" stroke-width="6" opacity=".75"/>${plants}` +
      `<rect y="622" width="${width}" height="18" fill="#6d6258"/>` +
      (isRainy ? rain(random) : '') +
      (seed.includes('cat') ? cat : ''),
  );
}

/** A trowel on a medal. */
function trowel(): Picture {
  return svg(
    48,
    48,
    '<circle cx="24" cy="24" r="23" fill="#f2c14e"/><circle cx="24" cy="24" r="19" fill="#ffe08a"/>' +
      '<path d="M31 9l8 8-9 9-8-8z" fill="#8a5a2b"/><path d="M22 20l6 6-5 4c-2 8-8 10-13 11 1-5 3-11 11-13z" fill="#5f6b76"/>',
  );
}

/** Draws what a path asks for: `/avatars/<seed>.svg`, `/pictures/<seed>.svg`, GIFs and badges. */
export function drawPicture(path: string): Picture | null {
  const [, folder, name = ''] =
    /^\/(avatars|pictures|badges)\/([\w.-]{1,80})\.svg$/.exec(path) ?? [];
  switch (folder) {
    case 'avatars':
      return avatar(name);
    case 'pictures':
      return photo(name);
    case 'badges':
      return trowel();
    default: {
      const [, file] = /^\/gifs\/files\/([\w-]+\.gif)$/.exec(path) ?? [];
      const bytes = file === undefined ? null : gifFile(file);
      return bytes && { type: 'image/gif', body: bytes };
    }
  }
}
