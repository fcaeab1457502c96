/** The words every folder shares. Imports nothing. */
export * from './bounded-set.js';
export * from './ports.js';
export * from './result.js';
export * from './wire.js';
