/** Figures of several runs: their middle and their ends. */

/** What is kept of a row of figures. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly runs: number;
}

/** The spread of some figures; null if there are none. */
function spreadOf(figures: readonly number[]): Spread | null {
  if (figures.length === 0) return null;
  const sorted = [...figures].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const low = sorted[Math.floor(middle)] ?? 0;
  const high = sorted[Math.ceil(middle)] ?? 0;
  return {
    median: (low + high) / 2,
    min: sorted[0] ?? 0,
    max: sorted.at(-1) ?? 0,
    runs: sorted.length,
  };
}

/** Figures by name, gathered run by run. */
export class Figures {
  readonly #all = new Map<string, number[]>();

  add(name: string, figure: number): void {
    const list = this.#all.get(name);
    if (list) list.push(figure);
    else this.#all.set(name, [figure]);
  }

  /** Adds every figure of one run under a common beginning. */
  addAll(prefix: string, figures: object): void {
    for (const [name, figure] of Object.entries(figures)) {
      if (typeof figure === 'number') this.add(`${prefix} ${name}`, figure);
    }
  }

  spread(name: string): Spread | null {
    return spreadOf(this.#all.get(name) ?? []);
  }

  median(name: string): number | null {
    return this.spread(name)?.median ?? null;
  }

  names(): string[] {
    return [...this.#all.keys()];
  }
}
