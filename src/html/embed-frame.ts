/**
 * The frame that a click-to-load link (`data-fc="embed"`) stands for, to be put in the link's place.
 * It is sandboxed: it may run scripts and play in full screen, but not reach or navigate the page.
 */
export function embedFrame(link: HTMLAnchorElement): HTMLIFrameElement {
  const frame = link.ownerDocument.createElement('iframe');
  const foreign = new URL(link.href).origin !== location.origin;
  frame.sandbox.value =
    'allow-scripts allow-popups allow-popups-to-escape-sandbox allow-presentation allow-forms' +
    // With its own origin, a frame of this site could take its sandbox off.
    (foreign ? ' allow-same-origin' : '');
  frame.allow = 'fullscreen; encrypted-media; picture-in-picture';
  frame.referrerPolicy = 'strict-origin-when-cross-origin';
  frame.loading = 'lazy';
  frame.title = link.textContent;
  frame.setAttribute('part', 'embed-frame');
  frame.src = link.href;
  return frame;
}
