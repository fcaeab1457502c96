/** The session, as far as reading a thread needs it; `acts.ts` is what is loaded after. */
export * from './context.js';
export { Session } from './session.js';
