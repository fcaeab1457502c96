/** Comments that try to paint over what stands around them, with the little that is let through. */

const marks =
  '\u0300\u0301\u0302\u0315\u0316\u0317\u031b\u0334\u0338\u0488\u0489\u20dd\u20e3\u0361';
const nested = (tag: string, times: number, text: string) =>
  `${`<${tag}>`.repeat(times)}${text}${`</${tag}>`.repeat(times)}`;
const rows = (count: number, row: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => row(index)).join('');

/** HTML of comments by what they try; `picture` is the address of an image. */
export function paintingBodies(picture: string): Readonly<Record<string, string>> {
  return {
    'combining marks by the hundred': `<b>Z</b>a${marks.repeat(20)} ${rows(20, (index) => `${String.fromCharCode(97 + index)}${'\u0301'.repeat(150)}\u0316\u0317${'\u0330'.repeat(150)} `)}<blockquote>e${'\u0302'.repeat(400)}</blockquote><pre>o${'\u033a'.repeat(400)}</pre>`,
    'bidi controls that are not ended': `<b>${'\u202e\u2066\u202d\u2067\u202b'.repeat(300)}turned round</b> ${'\u2067'.repeat(500)}\u202eand on <span dir="rtl">\u202d<i dir="ltr">so</i>\u202e</span>`,
    'words of 10,000 characters': `<b>${'w'.repeat(10_000)}</b><code>${'c'.repeat(2_000)}</code><a href="https://example.com/">${'https://example.com/'.repeat(100)}</a>`,
    'tall and wide characters': `<b>x</b>${'\ufdfd\u{12031}\ua673\u0e48\u0e49\u0e33'.repeat(60)}${'\u0e17\u0e49\u0e49\u0e49\u0e49\u0e49\u0e49\u0e49\u0e49\u0e49\u0e49\u0e49\u0e49\u0e49\u0e49\u0e49\u0e49\u0e49\u0e49\u0e49'.repeat(10)}`,
    'lists 200 deep': `<b>x</b>${'<ul><li>'.repeat(200)}deep${'</li></ul>'.repeat(200)}`,
    'numbered lists 200 deep': `<b>x</b>${'<ol start="-99999"><li>'.repeat(200)}deep${'</li></ol>'.repeat(200)}`,
    'markers as wide as they get': `<b>x</b><ol start="-99999"><li>one<li>two</ol><ol start="999999" dir="rtl"><li>three</ol>`,
    'blockquotes 200 deep': `<b>x</b>${nested('blockquote', 200, `deep${'x'.repeat(100)}`)}`,
    '500 images': `<b>x</b>${rows(500, (index) => `<img src="${picture}?${index}" alt="${index}" width="60" height="6">`)}`,
    'huge images of every kind': `<b>x</b><img src="${picture}?a" width="4096" height="4096"><img class="react" src="${picture}?b" width="4096" height="4096"><a class="inline-image" href="${picture}"><img src="${picture}?c" width="4096" height="1"></a><img class="comment-image react inline-image" src="${picture}?d" width="1" height="4096">`,
    'headings, tables, forms and frames': `<h1>Huge</h1><b>x</b><table width="5000" border="99"><tr><td height="9999">cell</table><form><input value="box"><button>press</button></form><iframe src="https://example.com" width="5000" height="5000"></iframe><hr size="999"><marquee>run</marquee><dialog open>dialog</dialog><details open><summary>s</summary>d</details>`,
    'styles and names of our own': `<b style="position:fixed;inset:0;background:red;z-index:9" class="c avatar box far" part="comment">x</b><span style="font-size:999px;position:absolute" id="x" popover>y</span><style>*{background:red!important;position:fixed}</style><link rel="stylesheet" href="${picture}"><font size="7" color="red">z</font><div align="right" style="margin:-999px">w</div>`,
    'blocks of code': `<b>x</b><pre>${'p'.repeat(10_000)}\n${rows(40, (index) => `${' '.repeat(index * 20)}|\n`)}</pre><pre><code>${'\t'.repeat(2_000)}end</code></pre>`,
    'a thousand lines': `<b>x</b>${'<br>'.repeat(100)}${rows(100, (index) => `\n${index}`)}`,
  };
}

/** Names that try the same in the first line of a comment. */
export const paintingNames: Readonly<Record<string, string>> = {
  'combining marks': `Z${marks.repeat(10)}a${'\u0301'.repeat(300)}l${'\u0330'.repeat(300)}go`,
  'bidi controls': `\u202e\u2066\u202d\u2067${'\u202e'.repeat(100)}Mallory`,
  'a word of 2,000 characters': 'w'.repeat(2_000),
};
