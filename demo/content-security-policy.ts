/**
 * The header a strict page needs, as the README gives it. `script`, `api` and `live` are the origins of
 * the widget's files, of the service and of its socket; `style-src` is for the page's own style sheet,
 * the widget needs none.
 */
export function contentSecurityPolicy(
  script: string,
  api: string,
  live = api.replace(/^http/, 'ws'),
): string {
  return [
    "default-src 'none'",
    `script-src ${script}`,
    "style-src 'self'",
    'img-src https: http:',
    `connect-src ${api} ${live}`,
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html fastcomments-element 'allow-duplicates'",
  ].join('; ');
}
