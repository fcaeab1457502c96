/**
 * The tools of a text box: formatting, pictures, GIFs, mentions. Loaded when a box is first used;
 * they work on its `textarea` and draw into its element of class `tools`.
 */
import { html, nothing, render } from 'lit';
import type { Stop } from '../core/index.js';
import { insertImage, wrapSelection, type Mark } from '../html/composer-marks.js';
import { safeUrl } from '../html/index.js';
import { fullTexts } from '../i18n/full-texts.js';
import type { Session } from '../session/index.js';
import { findPeople, fullGif, readGifs, uploadPicture } from '../session/tools.js';
import overlay from '../theme/overlay.css?inline';
import sheet from '../theme/tools.css?inline';
import { adoptSheet } from '../theme/index.js';
import { loadPart } from './fast-comments-load.js';
import { keepFocus, markOfKey, toolbarTemplate } from './format-toolbar.js';
import { offerMentions } from './mention-list.js';
import { PictureUploads } from './picture-uploads.js';
import { applyEdit, type TextBox } from './text-box.js';

/** Gives a text box its tools; returns their end. */
export function equipComposer(box: TextBox, session: Session): Stop {
  const { context } = session;
  const { textarea: area, host } = box;
  const slot = box.querySelector<HTMLElement>('.tools');
  if (!context || !area || !slot) return () => undefined;
  const abort = new AbortController();
  const { signal } = abort;
  const settings = () => host.store.state.settings;
  const say = (text: string) => context.ports.emit('announce', { text });
  /** Posting was asked for while a picture was on its way. */
  let isWanted = false;

  const mark = (name: Mark) => {
    applyEdit(area, wrapSelection(area.value, area.selectionStart, area.selectionEnd, name));
  };

  const insertPicture = (address: string, before: string) => {
    const url = safeUrl(address, 'image');
    if (!url) return;
    const { selectionEnd, selectionStart, value } = area;
    const isFocused = host.root.activeElement === area;
    if (value === before) {
      applyEdit(area, insertImage(value, selectionEnd, selectionEnd, url), isFocused);
      return;
    }
    // One has gone on writing: it goes to the end, and leaves the caret where it is.
    const gap = value === '' || value.endsWith('\n') ? '' : '\n';
    const text = `${value}${gap}[img]${url}[/img] `;
    applyEdit(area, { text, start: selectionStart, end: selectionEnd }, isFocused);
  };

  const uploads = new PictureUploads({
    send: (file, own) => uploadPicture(context, file, own),
    insert: insertPicture,
    mark: () => area.value,
    changed: () => draw(),
    settled: (isWhole) => {
      const goesOn = isWanted && isWhole;
      isWanted = false;
      if (goesOn) area.form?.querySelector<HTMLElement>('[type="submit"]')?.click();
    },
  });

  const pickFiles = (event: Event) => {
    const input = event.target as HTMLInputElement;
    uploads.add([...(input.files ?? [])]);
    input.value = '';
    area.focus();
  };

  const pickGif = async (event: Event) => {
    const button = event.currentTarget as HTMLElement;
    const picker = await loadPart(session, () => import('./gif-picker.js'));
    const { selectionEnd: at } = area;
    const src = await picker?.pickGif(host, button, {
      read: (search, page, own) => readGifs(context, search, page, own),
      full: (small) => fullGif(context, small),
      until: AbortSignal.any([signal, context.signal]),
    });
    if (src && box.isConnected) applyEdit(area, insertImage(area.value, at, at, src));
  };

  const draw = () => {
    if (signal.aborted) return;
    const t = fullTexts(host.t);
    const { disableToolbar, enableSpoilers, noImageUploads } = settings();
    slot.hidden = Boolean(disableToolbar && noImageUploads);
    adoptSheet(host.root, overlay);
    adoptSheet(host.root, sheet);
    render(
      html`<div class="bar">
          ${disableToolbar ? nothing : toolbarTemplate(t, Boolean(enableSpoilers), mark)}
          ${
            noImageUploads
              ? nothing
              : html`<input
                    type="file"
                    accept="image/*"
                    multiple
                    hidden
                    aria-label=${t('addImage')}
                    @change=${pickFiles}
                  /><button
                    type="button"
                    class="tool i i-image"
                    part="tool tool-image"
                    aria-label=${t('addImage')}
                    title=${t('addImage')}
                    @mousedown=${keepFocus}
                    @click=${() => slot.querySelector<HTMLElement>('input[type="file"]')?.click()}
                  ></button
                  ><button
                    type="button"
                    class="tool tool-gif"
                    part="tool tool-gif"
                    aria-haspopup="dialog"
                    aria-label=${t('addGif')}
                    title=${t('addGif')}
                    @mousedown=${keepFocus}
                    @click=${(event: Event) => void pickGif(event)}
                  >
                    <span aria-hidden="true">GIF</span>
                  </button>`
          }
        </div>
        ${uploads.template(t)}`,
      slot,
    );
  };

  const files = (data: DataTransfer | null): File[] =>
    settings().noImageUploads ? [] : [...(data?.files ?? [])];
  const frame = area.parentElement ?? box;

  const listen = <K extends keyof HTMLElementEventMap>(
    target: HTMLElement,
    type: K,
    hear: (event: HTMLElementEventMap[K]) => void,
    isCapture = false,
  ) => target.addEventListener(type, hear, { signal, capture: isCapture });

  listen(area, 'keydown', (event) => {
    const name = settings().disableToolbar ? undefined : markOfKey(event);
    if (!name) return;
    event.preventDefault();
    mark(name);
  });
  listen(area, 'paste', (event) => {
    const pasted = files(event.clipboardData);
    // A piece of a document brings its picture along with its text: then the text is meant.
    if (pasted.length === 0 || event.clipboardData?.types.includes('text/plain')) return;
    event.preventDefault();
    uploads.add(pasted);
  });
  const isFiles = (event: DragEvent) =>
    !settings().noImageUploads && Boolean(event.dataTransfer?.types.includes('Files'));
  listen(frame, 'dragover', (event) => {
    if (!isFiles(event)) return;
    event.preventDefault();
    frame.classList.add('dropping');
  });
  listen(frame, 'dragleave', (event) => {
    if (!frame.contains(event.relatedTarget as Node | null)) frame.classList.remove('dropping');
  });
  listen(frame, 'drop', (event) => {
    frame.classList.remove('dropping');
    if (!isFiles(event)) return;
    event.preventDefault();
    uploads.add(files(event.dataTransfer));
    area.focus();
  });
  // Posting waits for the pictures: before the box hears of it, by button or by key.
  const hold = (event: Event) => {
    if (!uploads.isBusy) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    isWanted = true;
    say(fullTexts(host.t)('uploading', { percent: '' }).trim());
  };
  listen(box, 'submit', hold, true);
  listen(
    box,
    'keydown',
    (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) hold(event);
    },
    true,
  );

  const stops = [
    host.store.listen((touched) => {
      if (touched.has('all')) draw();
    }),
  ];
  if (!settings().disableMentions) {
    stops.push(
      offerMentions(box, area, {
        texts: () => fullTexts(host.t),
        find: (text, own) => findPeople(context, text, own),
        say,
      }),
    );
  }
  draw();
  return () => {
    abort.abort();
    uploads.stop();
    for (const stop of stops) stop();
    render(nothing, slot);
  };
}
