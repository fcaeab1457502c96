/** Noticing that the page switched its theme. */

/** Calls `changed` when the page may have switched its theme. Returns how to stop. */
export function watchScheme(changed: () => void): () => void {
  const query = matchMedia('(prefers-color-scheme: dark)');
  query.addEventListener('change', changed);
  const observer = new MutationObserver(changed);
  const options = {
    attributes: true,
    attributeFilter: ['class', 'style', 'data-theme', 'data-mode'],
  };
  for (const node of [document.documentElement, document.body as HTMLElement | null]) {
    if (node) observer.observe(node, options);
  }
  return () => {
    query.removeEventListener('change', changed);
    observer.disconnect();
  };
}
