/** The live channel. */
export * from './live-channel.js';
export { liveHostOf } from './live-host.js';
