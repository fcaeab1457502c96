/**
 * What decoration needs to know, and the protocol it leaves in the markup. Users' `data-*`, `part`
 * and ARIA attributes never survive, so these are ours:
 *
 * - `data-fc="spoiler"`: a mask; the `button` in it opens it, the text is `inert` until then
 * - `data-fc="hashtag"`: a `button` whose `value` is the tag without `#`
 * - `data-fc="image"`: a link round one image
 * - `data-fc="held"`: a `button` round an image that waits for a press (`data-fc-src`)
 * - `data-fc="embed"`: a link to a frame that may be loaded in its place
 * - `data-fc-host`: on links, the real host in ASCII
 *
 * `bodyAction` understands a click on any of them.
 */
export interface Decoration {
  /** Words, in the visitor's language. */
  readonly labels: BodyLabels;
  /** The author's name, for images without alternative text. */
  readonly authorName?: string;
  /** Hosts that may be loaded in place beside the well-known ones; absent: every `https` host. */
  readonly allowedEmbedDomains?: readonly string[];
  /** Every image waits for a press. */
  readonly deferImages?: boolean;
  /** GIFs wait for a press. */
  readonly reduceMotion?: boolean;
  /** False leaves `@name` as it stands. */
  readonly mentions?: boolean;
  /** False leaves `#tag` as it stands. */
  readonly hashtags?: boolean;
}

/** The words that decoration puts into a body. */
export interface BodyLabels {
  /** "Image posted by Ann". */
  image(author: string): string;
  /** Name of the button of a spoiler, open or not. */
  readonly spoiler: string;
  /** "Play GIF"; the image's alternative text follows. */
  readonly playGif: string;
  /** "Load image"; the image's alternative text follows. */
  readonly loadImage: string;
  /** "Load content from example.com". */
  embed(host: string): string;
}

/** Makes sanitised bodies pleasant: what first paint can do without. See `decorate`. */
export interface Decorator {
  /** Marks names and tags in a text. */
  text(text: Text, options: Decoration & { readonly wide?: unknown }): void;
  /** Decorates one settled element whose children are decorated already; may replace it. */
  element(
    element: HTMLElement,
    inside: { readonly a?: boolean | undefined },
    options: Decoration & { readonly wide?: unknown },
  ): void;
  /** The link that stands for a frame, or null if the frame's address may not be used. */
  frame(source: string | null, frame: Element, options: Decoration): HTMLAnchorElement | null;
}

/** null until it is loaded; then it is there for every widget of the page. */
export let decorator: Decorator | null = null;

/** From now on bodies are decorated. Those that are on the page already are for the caller to mend. */
export function provideDecorator(given: Decorator): void {
  decorator = given;
}
