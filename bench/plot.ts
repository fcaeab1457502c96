/** The growth plot, as an SVG that needs nothing. */

/** One line of the plot. */
export interface Series {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly (readonly [count: number, value: number])[];
}

const width = 640;
const height = 300;
const left = 64;
const bottom = 44;

/** Draws lines over counts of comments, both axes logarithmic: a straight rise of 45° is linear. */
export function plot(title: string, unit: string, series: readonly Series[]): string {
  const all = series.flatMap(({ points }) => points);
  const log = Math.log10;
  const ends = (values: number[]) => [
    Math.floor(log(Math.min(...values)) + 1e-9),
    Math.ceil(log(Math.max(...values)) - 1e-9),
  ];
  const [x0 = 0, x1 = 1] = ends(all.map(([count]) => count));
  const [y0 = 0, y1 = 1] = ends(all.map(([, value]) => value));
  const x = (count: number) => left + ((log(count) - x0) / (x1 - x0 || 1)) * (width - left - 150);
  const y = (value: number) =>
    height - bottom - ((log(value) - y0) / (y1 - y0 || 1)) * (height - bottom - 40);
  const ticks = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, at) => 10 ** (from + at));
  const label = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 3 });
  const parts = [
    `<text x="${left}" y="20" font-weight="600">${title}</text>`,
    ...ticks(x0, x1).map(
      (value) =>
        `<path d="M${x(value)} 40V${height - bottom}" stroke="#ccd1d8"/><text x="${x(value)}" y="${height - bottom + 18}" text-anchor="middle">${label(value)}</text>`,
    ),
    ...ticks(y0, y1).map(
      (value) =>
        `<path d="M${left} ${y(value)}H${width - 150}" stroke="#ccd1d8"/><text x="${left - 8}" y="${y(value) + 4}" text-anchor="end">${label(value)}</text>`,
    ),
    `<text x="${left}" y="${height - 8}">comments</text>`,
    `<text x="${left - 8}" y="34" text-anchor="end">${unit}</text>`,
  ];
  series.forEach(({ name, colour, points }, index) => {
    const path = points.map(([count, value]) => `${x(count).toFixed(1)} ${y(value).toFixed(1)}`);
    parts.push(
      `<path d="M${path.join('L')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ...points.map(
        ([count, value]) =>
          `<circle cx="${x(count).toFixed(1)}" cy="${y(value).toFixed(1)}" r="3" fill="${colour}"/>`,
      ),
      `<text x="${width - 140}" y="${60 + index * 20}" fill="${colour}">${name}</text>`,
    );
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#1c2026"><rect width="${width}" height="${height}" fill="#fff"/>${parts.join('')}</svg>\n`;
}
