/** The floor with every body through DOMPurify; its page has `content-visibility` on the rows. */
import DOMPurify from 'dompurify';
import { showThread } from './floor-thread.js';

void showThread((html) => DOMPurify.sanitize(html));
