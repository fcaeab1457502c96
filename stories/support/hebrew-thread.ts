import type { SeedComment } from '../../src/testing/index.js';

/** A thread in Hebrew with other scripts in between: names, code, a quote, a list. */
export const hebrewThread: readonly SeedComment[] = [
  {
    author: 'נועה בן־דוד',
    isPinned: true,
    votesUp: 18,
    text:
      'תודה לכל מי שקרא! שלוש שאלות שחוזרות:\n- כן, אלה באמת פחיות זיתים מהחנות שלמטה.\n' +
      '- לא, לשכנים כבר לא אכפת מהמים.\n- הזן נקרא *Balkonzauber*, והרשימה נמצאת ב־https://example.com/seed-swap',
    replies: [
      {
        author: 'Priya Raman',
        votesUp: 4,
        text: 'What went wrong: I named them. It is very hard to make salad out of Gerald.',
        replies: [
          {
            author: 'נועה בן־דוד',
            votesUp: 9,
            text: 'ג׳רלד ידע בדיוק למה הוא נכנס.',
            replies: [
              {
                author: 'ליאור',
                text: 'גם אצלנו היה Gerald אחד. ביום שלישי הוא הלך למרק.',
                votesUp: 2,
              },
            ],
          },
        ],
      },
    ],
  },
  {
    author: 'מיכל כהן',
    votesUp: 7,
    votesDown: 1,
    text: 'לחם, חמאה, עגבנייה, מלח גס. `salt --coarse` למי שמתכנת.\n> העגבנייה הראשונה היא תמיד הטובה ביותר',
    replies: [{ author: 'ليلى حداد', text: 'وزيت زيتون، لو سمحتم.', votesUp: 5 }],
  },
];
