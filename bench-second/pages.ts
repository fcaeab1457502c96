/** The three pages. They differ in what shows the thread, and in nothing else. */
import type { Plan } from './page/probe.js';
import { marks, type Subject } from './subjects.js';

/** What a page is made of. */
export interface PageOptions {
  readonly subject: Subject;
  readonly count: number;
  readonly origin: string;
  readonly marked: Readonly<Record<string, string>>;
  /** The clock, as a classic script. */
  readonly probe: string;
}

/** The id of the thread with so many comments. */
export function threadId(count: number): string {
  return `second-${count}`;
}

function subjectMarkup({ subject, count, origin }: PageOptions): { place: string; script: string } {
  const urlId = threadId(count);
  if (subject === 'widget') {
    return {
      place: `<fast-comments tenant-id="demo" url-id="${urlId}" api-host="${origin}" ws-host="${origin.replace('http', 'ws')}" locale="en_us" theme="light" allow-anon page-size="${count}" replies-page-size="${count}" tree-depth="20"></fast-comments>`,
      script: '/widget/fast-comments.js',
    };
  }
  const style = subject === 'floor-safe' ? ' class="safe"' : '';
  return {
    place: `<div id="thread"${style} data-address="/comments/demo?urlId=${urlId}"></div>`,
    script: `/page/${subject}.js`,
  };
}

/** A page as HTML. */
export function pageHTML(options: PageOptions): string {
  const { subject, count, marked, probe } = options;
  const plan: Plan = { count, marked, marks, host: subject === 'widget' ? 'fast-comments' : null };
  const { place, script } = subjectMarkup(options);
  const sheet = subject === 'widget' ? '' : '<link rel="stylesheet" href="/page/floor.css">';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${subject}, ${count} comments</title>
<link rel="icon" href="data:,">
${sheet}
<style>body { font: 16px/1.4 sans-serif; margin: 0 auto; max-width: 760px; padding: 0 16px; }</style>
<script>globalThis.secondPlan = ${JSON.stringify(plan).replaceAll('<', '\\u003c')};</script>
</head>
<body>
<h1>An article</h1>
${place}
<script>${probe.replaceAll('</script', '<\\/script')}</script>
<script type="module" src="${script}"></script>
</body>
</html>
`;
}
