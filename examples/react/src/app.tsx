import 'fastcomments-element';
import type { FastCommentsElement } from 'fastcomments-element';
import { useRef, useState } from 'react';

/** Our own words for some of the widget's. */
const texts = { SUBMIT_REPLY: 'Send' };

const pages = { story: 'Tomatoes', empty: 'Nothing yet' };

export function App() {
  const [page, setPage] = useState<keyof typeof pages>('story');
  const [count, setCount] = useState<number>();
  const comments = useRef<FastCommentsElement>(null);

  return (
    <main>
      <nav>
        {(Object.keys(pages) as (keyof typeof pages)[]).map((name) => (
          <button key={name} onClick={() => setPage(name)} disabled={name === page}>
            {pages[name]}
          </button>
        ))}
      </nav>
      <h1>{pages[page]}</h1>
      <p>
        <output>{count === undefined ? 'Counting …' : `${count} comments`}</output>{' '}
        <button onClick={() => void comments.current?.focusComposer()}>Say something</button>
      </p>
      <fast-comments
        ref={comments}
        tenantId="demo"
        urlId={page}
        apiHost="http://localhost:8787"
        translations={texts}
        allowAnon
        onfc-count-change={({ detail }) => setCount(detail.count)}
        onfc-error={({ detail }) => console.warn(detail.operation, detail.code)}
      />
    </main>
  );
}
