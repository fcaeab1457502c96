/** The floor: the service's HTML is trusted. */
import { showThread } from './floor-thread.js';

void showThread((html) => html);
