/** Names of the switches a row can ask for; the session's, without importing it. */
export type SwitchName = 'flag' | 'block' | 'pin' | 'lock';
