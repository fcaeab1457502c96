/** What is wrong with a page's set-up, in words. */
export { readPolicies, type ContentPolicy } from './content-policy.js';
export { examine, type Finding } from './examine.js';
