/** Words that languages of the C family, Python and shells share the meaning of. */
const keywords = new Set(
  (
    'async await break case catch class const continue def delete do done echo elif else enum esac ' +
    'except export extends false fi finally fn for from func function if import in interface is ' +
    'lambda let match new nil none None not null or pass private public pub raise return self ' +
    'static struct switch then this throw True False true try type undefined use var void while with yield'
  ).split(' '),
);

const token =
  /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|(\/\/[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/)|\b(\d+(?:\.\d+)?)\b|\b([A-Za-z_]\w*)\b/g;

/**
 * Colours code a little, with the class names the service's highlighter is presumed to use: strings,
 * comments, numbers, keywords. Code without a language stays plain.
 */
export function highlight(
  code: string,
  language: string,
  escape: (text: string) => string,
): string {
  if (language === '' || language === 'text') return escape(code);
  let html = '';
  let from = 0;
  for (const match of code.matchAll(token)) {
    const [whole, text, comment, number, word] = match;
    const kind =
      text !== undefined
        ? 'string'
        : comment !== undefined
          ? 'comment'
          : number !== undefined
            ? 'number'
            : keywords.has(word ?? '')
              ? 'keyword'
              : null;
    html += escape(code.slice(from, match.index));
    html += kind === null ? escape(whole) : `<span class="hljs-${kind}">${escape(whole)}</span>`;
    from = match.index + whole.length;
  }
  return html + escape(code.slice(from));
}
