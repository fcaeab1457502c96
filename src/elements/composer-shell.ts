/**
 * The part of a composer that first paint needs: a text box one can write in at once. Its tag is
 * defined later (`fc-composer`, with the acts); what was typed until then is taken over.
 */
import { html, nothing, type TemplateResult } from 'lit';
import { avatarTemplate } from './avatar.js';
import type { ThreadHost } from './thread-host.js';

/** The box with its avatar. `.tools` and `.rest` are filled by `fc-composer`. */
export function composerShell(host: ThreadHost, replyTo: string | null): TemplateResult {
  const { t, store } = host;
  const { settings, viewer } = store.state;
  const { user } = viewer;
  const isReply = replyTo !== null;
  const label = isReply ? t('writeReply') : t('writeComment');
  return html`<div
    class=${settings.hideAvatars ? 'composer bare' : 'composer'}
    part=${isReply ? 'composer reply-composer' : 'composer'}
  >
    ${
      settings.hideAvatars
        ? nothing
        : avatarTemplate(
            user?.avatarSrc ?? null,
            user?.displayName ?? user?.username ?? t('you'),
            settings.defaultAvatarSrc,
          )
    }
    <form novalidate>
      <div class="box" part="composer-box">
        <textarea
          part="composer-text"
          rows="1"
          dir="auto"
          aria-label=${replyTo ? t('writeReplyTo', { name: replyTo }) : label}
          placeholder=${label}
        ></textarea>
        <div class="tools"></div>
      </div>
      <div class="rest"></div>
    </form>
  </div>`;
}
