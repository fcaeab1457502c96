/** What the visitor has to be asked before an act. */
import type { Identity } from './identity.js';

/** What a composer or a vote has to ask for first. */
export interface IdentityNeeds {
  readonly name: boolean;
  readonly email: boolean;
}

/** Which fields a comment needs: none once the server has a name, no e-mail where guests may stay so. */
export function needsForComment(
  identity: Identity,
  settings: { readonly allowAnon?: boolean; readonly disableEmailInputs?: boolean },
): IdentityNeeds {
  const isKnown = identity.kind !== 'anonymous';
  return {
    name: !isKnown,
    email: !isKnown && !settings.allowAnon && !settings.disableEmailInputs,
  };
}

/** Which fields a vote needs: none for a known visitor, or where anonymous votes are allowed. */
export function needsForVote(
  identity: Identity,
  settings: {
    readonly allowAnon?: boolean;
    readonly allowAnonVotes?: boolean;
    readonly disableEmailInputs?: boolean;
  },
): IdentityNeeds {
  if (settings.allowAnonVotes || settings.allowAnon) return { name: false, email: false };
  return needsForComment(identity, settings);
}
