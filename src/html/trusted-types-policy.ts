/** The part of a Trusted Types policy that DOMPurify asks for. */
export interface HtmlPolicy {
  createHTML(html: string): unknown;
  createScriptURL(url: string): unknown;
}

interface PolicyFactory {
  createPolicy(name: string, rules: HtmlPolicy): HtmlPolicy;
}

/** The name a page's `trusted-types` directive has to list. */
export const policyName = 'fastcomments-element';

let policy: HtmlPolicy | null | undefined;

/**
 * Our Trusted Types policy, made when it is first asked for; null where the browser has no Trusted
 * Types, or where the page's CSP lists no {@link policyName} or lists it without
 * `'allow-duplicates'` and another copy of this code was there first.
 *
 * It lets HTML pass as it is, for parsing into inert documents only. It must never leave this
 * folder: whoever holds it can go round the page's protection.
 */
export function htmlPolicy(): HtmlPolicy | null {
  if (policy === undefined) {
    policy = null;
    try {
      const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
      policy =
        factory?.createPolicy(policyName, {
          createHTML: (html) => html,
          // Nothing that is allowed has a script URL; DOMPurify wants the function to exist.
          createScriptURL: () => '',
        }) ?? null;
    } catch {
      // Refused: strings are still fine unless the page also requires Trusted Types.
    }
  }
  return policy;
}

/**
 * Parses markup without running or fetching anything of it. Null where there is no document (Node)
 * or where the page requires Trusted Types and refused our policy.
 */
export function parseInert(html: string): DocumentFragment | null {
  try {
    const template = document.createElement('template');
    template.innerHTML = (htmlPolicy()?.createHTML(html) ?? html) as string;
    return template.content;
  } catch {
    return null;
  }
}

let parses: boolean | undefined;

/** Whether markup can be parsed here at all; see {@link parseInert}. */
export function canParse(): boolean {
  return (parses ??= parseInert('<br>') !== null);
}
