/** The words every folder shares. Imports nothing. */
export * from './answers.js';
export * from './bounded-set.js';
export * from './decode-badge.js';
export * from './decode-event-log.js';
export * from './decode-live-event.js';
export * from './decode-notification.js';
export * from './ports.js';
export * from './result.js';
export * from './shape.js';
export * from './system-clock.js';
export * from './wire.js';
export * from './write-json.js';
