/** `fcDoctor()` and the attribute `debug`: what is wrong with the page a widget stands on. */
import { examine, readPolicies, type ContentPolicy, type Finding } from '../doctor/index.js';

/** A class made by Lit: its properties and attributes by name. */
interface WidgetClass {
  readonly elementProperties?: ReadonlyMap<PropertyKey, unknown>;
  readonly observedAttributes?: readonly string[];
}

/** The settings of a widget, as its properties, attributes and `config` have them. */
function settingsOf(widget: Element): Record<string, unknown> {
  const own = widget as unknown as Record<string, unknown>;
  const settings = { ...(own.config as Record<string, unknown> | undefined) };
  const { elementProperties } = widget.constructor as unknown as WidgetClass;
  for (const name of elementProperties?.keys() ?? []) {
    const value = own[String(name)];
    if (value !== undefined && value !== null) settings[String(name)] = value;
  }
  return settings;
}

/** Attributes every element may have. */
const everywhere =
  /^(accesskey|autofocus|class|dir|exportparts|hidden|id|inert|is|item\w+|lang|nonce|part|role|slot|style|tabindex|title|translate|(aria|data)-.+|on.+)$/;

/** The page's policies: those of its header, as far as it can be read again, and of `<meta>`. */
async function policiesOf(page: Document): Promise<string> {
  const inPage = [...page.querySelectorAll('meta[http-equiv]')]
    .filter((meta) => meta.getAttribute('http-equiv')?.toLowerCase() === 'content-security-policy')
    .map((meta) => meta.getAttribute('content') ?? '');
  const answer = await fetch(location.href, { method: 'HEAD' }).catch(() => null);
  return [answer?.headers.get('content-security-policy') ?? '', ...inPage].filter(Boolean).join();
}

function canStore(): boolean {
  try {
    return typeof localStorage.length === 'number';
  } catch {
    return false;
  }
}

/** Examines widgets, one after the other; what the page itself lacks is told once. */
export async function examineWidgets(widgets: readonly Element[]): Promise<readonly Finding[]> {
  const policies = readPolicies(await policiesOf(document));
  const found = new Map<string, Finding>();
  for (const widget of widgets) {
    for (const finding of examineWidget(widget, policies)) found.set(finding.text, finding);
  }
  return [...found.values()];
}

function examineWidget(widget: Element, policies: readonly ContentPolicy[]): Finding[] {
  const settings = settingsOf(widget);
  const { apiHost, region, wsHost } = settings as Readonly<Record<string, string | undefined>>;
  const { observedAttributes = [] } = widget.constructor as unknown as WidgetClass;
  const known = new Set(observedAttributes);
  const isEU = region === 'eu';
  const api = apiHost?.trim().replace(/\/+$/, '') || `https://${isEU ? 'eu.' : ''}fastcomments.com`;
  const socket = apiHost
    ? api.replace(/^http/, 'ws')
    : `wss://ws${isEU ? '-eu' : ''}.fastcomments.com`;
  return examine({
    page: location.href,
    policies,
    apiHost: api,
    wsHost: wsHost?.trim() || socket,
    canStore: canStore(),
    areCookiesOn: navigator.cookieEnabled,
    isOwnClass: customElements.get(widget.localName) === widget.constructor,
    settings,
    unknownAttributes: widget
      .getAttributeNames()
      .filter((name) => !known.has(name) && !everywhere.test(name)),
    now: Date.now(),
  });
}

/** Says in the console what is wrong with the set-up of one widget. */
export async function sayFindings(widget: Element): Promise<void> {
  const findings = await examineWidgets([widget]);
  /* eslint-disable no-console -- that is what `debug` asks for */
  if (findings.length === 0) {
    console.info('<fast-comments>: nothing is wrong with this page’s set-up.', widget);
  }
  for (const { code, kind, text } of findings) {
    console[kind === 'error' ? 'error' : 'warn'](`<fast-comments> ${code}: ${text}`, widget);
  }
  /* eslint-enable no-console */
}
