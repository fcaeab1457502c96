/**
 * The header a strict page needs, as the README gives it. `script` and `api` are the origins of the
 * widget's files and of the service; `style-src` names only the page's own style sheet.
 */
export function contentSecurityPolicy(script: string, api: string): string {
  return [
    "default-src 'none'",
    `script-src ${script}`,
    "style-src 'self'",
    'img-src https: http:',
    `connect-src ${api} ${api.replace(/^http/, 'ws')}`,
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html fastcomments-element 'allow-duplicates'",
  ].join('; ');
}
