/** What pages do to their own globals before the widget's script runs. */

/** Scripts of hostile host pages, by what they do. */
export const hostilePages: Readonly<Record<string, string>> = {
  'methods of old Prototype.js on arrays, strings and elements': `
    Array.prototype.toJSON = function () { return '[array]'; };
    String.prototype.toJSON = function () { return String(this); };
    Array.prototype.reduce = function (run) { return this.length > 1 ? this : this[0]; };
    Array.from = window.$A = (list) => { const out = []; for (let i = 0; i < (list ? list.length : 0); i++) out.push(list[i]); return out; };
    Object.extend = (to, from) => { for (const name in from) to[name] = from[name]; return to; };
    Function.prototype.bind ||= function () {};
    String.prototype.strip = String.prototype.trim;
    Element.prototype.remove = function () { this.parentNode && this.parentNode.removeChild(this); return this; };
    Element.prototype.visible = () => true;
    Element.prototype.show = Element.prototype.hide = Element.prototype.toggle = function () { return this; };
    document.getElementsByClassName = (name) => $A(document.querySelectorAll('.' + name));
    window.$ = (id) => document.getElementById(id); window.$$ = (query) => $A(document.querySelectorAll(query));
    window.Hash = window.Class = window.Template = window.Enumerable = {};`,
  'methods of MooTools': `
    Function.prototype.extend = Function.prototype.implement = function () { return this; };
    Array.prototype.include = function (item) { if (!this.includes(item)) this.push(item); return this; };
    Array.prototype.contains = Array.prototype.includes;
    Array.prototype.each = Array.prototype.forEach;
    Array.prototype.clean = function () { return this.filter((item) => item != null); };
    Array.prototype.flatten = function () { return this.flat(Infinity); };
    String.prototype.contains = function (text) { return this.indexOf(text) > -1; };
    Number.prototype.limit = function (a, b) { return Math.min(b, Math.max(a, this)); };
    Element.prototype.store = Element.prototype.retrieve = Element.prototype.set = function () { return this; };
    Element.prototype.get = function () { return this; };
    window.Events = window.Options = window.Browser = window.Fx = {};
    Object.prototype.forEach = undefined;`,
  'enumerable members on Array.prototype and Object.prototype': `
    Array.prototype.last = function () { return this[this.length - 1]; };
    Array.prototype.extra = { surprise: true };
    Object.prototype.inherited = 'surprise';
    Object.prototype.ofEverything = function () {};`,
  'globals with the names of others': `
    for (const name of ['html', 'css', 'render', 'lit', 'nothing', 'store', 'session', 'state', 'config', 'purify', 'nanoid', 't', 'name', 'event', 'litHtmlVersions', 'process', 'module', 'exports', 'require', 'define', 'global', 'DOMPurify', 'fcConfigsX']) {
      try { window[name] = 'taken'; } catch {}
    }
    window.litHtmlVersions = window.reactiveElementVersions = window.litElementVersions = ['0.0.1'];
    window.define = Object.assign(() => { throw new Error('no'); }, { amd: {} });`,
  'a DOMPurify that is none': `
    window.DOMPurify = { sanitize: () => '<b>not ours</b>', addHook() {}, isSupported: true };`,
  'frozen intrinsics': `
    for (const it of [Object, Array, Function, String, Number, Boolean, Symbol, Promise, Map, Set, WeakMap, WeakSet, RegExp, Date, Error, JSON, Math, Reflect, URL, URLSearchParams, Element, HTMLElement, Node, Document, Event, EventTarget, ShadowRoot]) {
      Object.freeze(it); if (it.prototype) Object.freeze(it.prototype);
    }`,
  'storage that throws': `
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
      Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });
    }
    Object.defineProperty(window, 'BroadcastChannel', { get() { throw new DOMException('denied', 'SecurityError'); } });`,
  'storage that is full': `
    // To the last character.
    for (let size = 1 << 20, at = 0; size > 0; ) {
      try { localStorage.setItem('of-the-page-' + at++, 'x'.repeat(size)); } catch { size >>= 1; }
    }`,
  'a console that throws': `
    for (const name of ['log', 'warn', 'error', 'info', 'debug']) console[name] = () => { throw new Error('no console'); };`,
};

/** A style sheet that takes everything away from everything. */
export const hostileSheet = `
  * { transition: none }
  div, span, button, article, ul, li, p, a, textarea, input { all: unset }
  fast-comments { letter-spacing: 0 }
  h1, h2, h3 { display: none !important }
  textarea { display: none !important; visibility: hidden !important }
`;
