/** Tools of a text box: formatting, pictures, GIFs, mentions. Loaded when a box is first used. */
import type { Stop } from '../core/index.js';
import type { Session } from '../session/index.js';
import type { FcComposer } from './fc-composer.js';

/** Gives a composer its tools; returns their end. */
export function equipComposer(_composer: FcComposer, _session: Session): Stop {
  return () => undefined;
}
