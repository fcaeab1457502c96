import { appendFileSync, mkdirSync } from 'node:fs';

/** Where the figures of a deep run are gathered, a line of JSON each. */
const file = 'coverage/proofs.jsonl';

/** In a deep run: notes a figure that this run has just found, for `docs/proofs.md`. */
export function noteProof(what: string, figure: string): void {
  if (process.env.FC_DEEP !== '1') return;
  mkdirSync('coverage', { recursive: true });
  appendFileSync(file, `${JSON.stringify({ what, figure })}\n`);
}
