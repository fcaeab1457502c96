import { html, type TemplateResult } from 'lit';

/** The article the thread is about, in the two languages that show both directions of writing. */
export function article(isHebrew: boolean): TemplateResult {
  return isHebrew ? hebrew : english;
}

const english = html`<article lang="en" dir="ltr">
  <p class="kicker">Balcony notes</p>
  <h1>Tomatoes on the fourth floor</h1>
  <p class="byline">Nine square metres, one radiator pipe, and a landlord who looks away</p>
  <p>
    The first summer I grew tomatoes up here I harvested four. Not four kilos: four. One of them I
    gave to the landlord, who had found out about the watering can. He ate it on the stairs, said
    nothing, and has never mentioned the balcony since.
  </p>
  <p>
    What follows is everything the next six summers taught me, in the order in which it went wrong.
    You need less light than you think, more water than seems decent, and pots that weigh as much as
    a small child. Wind is the enemy. Pigeons are only human.
  </p>
</article>`;

const hebrew = html`<article lang="he" dir="rtl">
  <p class="kicker">רשימות מהמרפסת</p>
  <h1>עגבניות בקומה הרביעית</h1>
  <p class="byline">תשעה מטרים רבועים, צינור הסקה אחד ובעל בית שמסיט את המבט</p>
  <p>
    בקיץ הראשון שבו גידלתי כאן עגבניות קטפתי ארבע. לא ארבעה קילו: ארבע. אחת מהן נתתי לבעל הבית,
    שגילה את המשפך. הוא אכל אותה במדרגות, לא אמר מילה, ומאז לא הזכיר את המרפסת.
  </p>
  <p>
    מה שבא כאן הוא כל מה שלימדו אותי ששת הקיצים הבאים, לפי הסדר שבו הדברים השתבשו. צריך פחות אור ממה
    שחושבים, יותר מים ממה שנראה סביר, ועציצים כבדים כמו ילד קטן.
  </p>
</article>`;
