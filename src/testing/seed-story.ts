/*
 * Longer than a file should be, because it is one piece of writing: the thread under an article
 * called "Tomatoes on the fourth floor". It is the first thing a designer sees of the widget, so it
 * has every state a comment can be in, and people one would like to meet.
 */
import { ownOrigin } from './own-origin.js';
import type { SeedComment } from './seed.js';
import { people } from './story-people.js';

const {
  mara,
  tomas,
  ingrid,
  devon,
  priya,
  yulia,
  layla,
  ken,
  noa,
  wojtek,
  aoife,
  bram,
  camille,
  kofi,
  gone,
} = people;

const photo = (name: string): string => `[img]${ownOrigin}/pictures/${name}.svg[/img]`;
const up = (...by: (typeof mara)[]) => by.map((voter) => ({ by: voter, direction: 1 as const }));
const down = (...by: (typeof mara)[]) => by.map((voter) => ({ by: voter, direction: -1 as const }));

/** The thread, ending a few minutes before `now`. */
export function storyThread(now: number): SeedComment[] {
  /** Days and hours before now. */
  const ago = (days: number, hours: number, minutes = 0): number =>
    now - ((days * 24 + hours) * 60 + minutes) * 60_000;

  return [
    {
      author: mara,
      at: ago(6, 9),
      isPinned: true,
      votesUp: 41,
      votesDown: 1,
      voters: up(ingrid, devon, priya, kofi, camille),
      text:
        'Thank you all for reading! I wrote this with dirt under my nails and will answer as long as the light lasts. Three things people ask me first:\n' +
        '- Yes, the pots really are olive tins from the shop downstairs. Ask nicely.\n' +
        '- No, my neighbours below do **not** mind the water any more. See tip four.\n' +
        '- The variety is called *Balkonzauber*; the seed swap list is at https://example.com/seed-swap\n' +
        'Tell me what you grow, and above all what went wrong. #balcony #tomatoes',
      replies: [
        {
          author: priya,
          at: ago(6, 8, 20),
          votesUp: 12,
          voters: up(mara, noa),
          text: 'What went wrong: I named them. It is very hard to make salad out of Gerald.',
          replies: [
            {
              author: mara,
              at: ago(6, 8, 5),
              votesUp: 19,
              voters: up(priya, devon, aoife),
              text: 'Gerald knew what he signed up for.',
            },
            {
              author: devon,
              at: ago(6, 7, 40),
              votesUp: 8,
              text: 'We had a Gerald. He went into the soup on a Tuesday. We do not speak of it on Tuesdays.',
            },
          ],
        },
        {
          author: 'Ruth from the ground floor',
          at: ago(6, 6),
          votesUp: 23,
          voters: up(mara, ingrid, tomas),
          text: 'As one of the neighbours below: it is true, I stopped minding around the second basket of tomatoes.',
          replies: [
            {
              author: mara,
              at: ago(6, 5, 45),
              votesUp: 9,
              text: 'Ruth!! I did not know you read this. There is a third basket outside your door as of now.',
            },
          ],
        },
      ],
    },
    {
      author: ingrid,
      at: ago(6, 4),
      votesUp: 34,
      votesDown: 2,
      voters: [...up(mara, kofi, wojtek), ...down(bram)],
      text:
        'Lovely piece. May I add what thirty years on a north-east balcony in Bergen taught me, for those who have less sun than Mara?\n' +
        '1. Choose small fruit. A cherry tomato ripens in the light that only annoys a beefsteak.\n' +
        '2. Paint the wall behind the pots white. It costs one Saturday and is worth an hour of sun a day.\n' +
        '3. Water in the morning, with water that has stood overnight. Cold feet make sulky plants.\n' +
        '4. Stop feeding in the last week of August and let them worry a little. They ripen out of spite.\n\n' +
        'And if all of it fails, green tomato chutney has carried me through more autumns than success ever did.',
      replies: [
        {
          author: 'balcony_newbie',
          at: ago(6, 3),
          votesUp: 5,
          text: '"They ripen out of spite" is going on a mug.',
        },
        {
          author: kofi,
          at: ago(5, 22),
          votesUp: 11,
          voters: up(ingrid),
          text: '> Paint the wall behind the pots white.\nDid this on Sunday. The plants have not said anything yet, but my partner asked whether I was *all right*.',
          replies: [
            {
              author: ingrid,
              at: ago(5, 21),
              votesUp: 14,
              text: 'The plants will come round by Thursday. For partners I have no data.',
            },
          ],
        },
        {
          author: camille,
          at: ago(5, 12),
          votesUp: 3,
          text: 'Would you share the chutney recipe, @Ingrid Solberg? I have about four kilos of "failure" here.',
          mentions: [ingrid],
          replies: [
            {
              author: ingrid,
              at: ago(5, 10),
              votesUp: 21,
              voters: up(camille, noa, yulia),
              text:
                'With pleasure. For one kilo of failure:\n' +
                '- 400 g onions, finely chopped\n' +
                '- 250 g sugar, brown if you have it\n' +
                '- 300 ml cider vinegar\n' +
                '- a thumb of ginger, a spoon of mustard seeds, salt\n' +
                'Everything into one pot, lowest flame, until a spoon leaves a road behind it. Two hours, usually. Wait a month before you open it. Nobody waits a month.',
              replies: [
                {
                  author: camille,
                  at: ago(2, 9),
                  votesUp: 16,
                  voters: up(ingrid, mara),
                  text: 'I waited two days. It is already perfect, and so am I. Merci !',
                },
              ],
            },
          ],
        },
      ],
    },
    {
      author: yulia,
      at: ago(5, 20),
      votesUp: 17,
      voters: up(mara, wojtek, ken),
      text: 'Читаю и улыбаюсь. У бабушки на даче было сорок кустов, а у меня на подоконнике три, и ухаживаю я за ними втрое старательнее. Первый помидор разрезали на четверых — самый торжественный ужин за лето.',
      replies: [
        {
          author: wojtek,
          at: ago(5, 19),
          votesUp: 6,
          text: 'A tomato cut in four, served with ceremony. Юлия, this is the way.',
        },
        {
          author: mara,
          at: ago(5, 18, 30),
          votesUp: 7,
          text: 'Три куста — это уже сад. (My Russian ends here, my admiration does not.)',
        },
      ],
    },
    {
      author: bram,
      at: ago(5, 16),
      votesUp: 29,
      votesDown: 3,
      voters: [...up(devon, ken, tomas), ...down(ingrid)],
      text:
        'I automated mine because I kept forgetting them. A moisture sensor, a pump from an old coffee machine and twenty lines of Python. It has run since May and has only flooded the cat once:\n' +
        '```python\n' +
        'DRY = 0.32           # below this the tins are thirsty\n' +
        'SIP = 8              # seconds, about a cup\n' +
        '\n' +
        'while True:\n' +
        '    for tin in tins:\n' +
        '        if tin.moisture() < DRY and not raining():\n' +
        '            tin.pump.run(SIP)\n' +
        '            log.info("%s had a sip", tin.name)\n' +
        '    sleep(15 * MINUTE)\n' +
        '```\n' +
        'Wiring and parts list on my page. The secret is `not raining()`, which is a wet sock with two nails in it.',
      replies: [
        {
          author: devon,
          at: ago(5, 15),
          votesUp: 13,
          text: 'The sock is the most honest piece of engineering I have seen this year.',
          replies: [
            {
              author: bram,
              at: ago(5, 14, 30),
              votesUp: 6,
              text: 'Version two uses **both** socks. For redundancy.',
              replies: [
                {
                  author: ken,
                  at: ago(5, 13),
                  votesUp: 9,
                  voters: up(bram, devon),
                  text: '靴下センサー、天才ですね。うちの梅雨でも動くか試してみます。片方だけ使えばいいですか?',
                  replies: [
                    {
                      author: bram,
                      at: ago(5, 12),
                      votesUp: 4,
                      text: 'One sock is enough for drizzle. For 梅雨 I would go with the whole drawer.',
                      replies: [
                        {
                          author: ken,
                          at: ago(4, 23),
                          votesUp: 7,
                          text: `引き出しごと投入しました。結果です。${photo('rainy-season')}`,
                          replies: [
                            {
                              author: devon,
                              at: ago(4, 22),
                              votesUp: 11,
                              voters: up(bram, ken, aoife),
                              text: 'That is not a balcony any more, that is a rice field with ambitions.',
                              replies: [
                                {
                                  author: aoife,
                                  at: ago(4, 20),
                                  votesUp: 5,
                                  text: 'Seven replies down and the tomatoes have drowned. Best thread on the internet.',
                                },
                              ],
                            },
                          ],
                        },
                      ],
                    },
                  ],
                },
              ],
            },
          ],
        },
        {
          author: 'Hank',
          at: ago(5, 9),
          votesUp: 1,
          votesDown: 9,
          voters: down(devon, noa, camille),
          text: 'Or you could just water them like a normal person',
          replies: [
            {
              author: bram,
              at: ago(5, 8),
              votesUp: 15,
              text: 'I have been told I am not eligible.',
            },
          ],
        },
        {
          author: priya,
          at: ago(4, 11),
          votesUp: 4,
          text: 'How is the cat?',
          replies: [
            {
              author: bram,
              at: ago(4, 10),
              votesUp: 22,
              voters: up(priya, mara, yulia, noa),
              text: `Dry, offended, and now sleeps on the pump. ${photo('cat-on-the-pump')}`,
            },
          ],
        },
      ],
    },
    {
      author: layla,
      at: ago(5, 2),
      votesUp: 18,
      voters: up(mara, noa, kofi),
      text: 'مقال جميل جدًا! شرفتي في عمّان صغيرة، لكن رائحة أوراق الطماطم في المساء تعيدني إلى بيت جدّتي. نصيحتي لمن يعيش في بلد حار: ظلّلوا الجذور لا الأوراق، فقطعة قماش قديمة حول الأصيص تكفي.',
      replies: [
        {
          author: mara,
          at: ago(5, 1),
          votesUp: 10,
          text: 'شكرًا ليلى! Shading the *roots*, not the leaves: I have never read that anywhere, and it makes perfect sense. May I add it to the article with your name?',
          replies: [
            {
              author: layla,
              at: ago(4, 18),
              votesUp: 6,
              text: 'طبعًا، يسعدني ذلك.',
            },
          ],
        },
        {
          author: noa,
          at: ago(4, 16),
          votesUp: 5,
          text: 'אצלנו בחיפה אותו דבר בדיוק, מגבת ישנה סביב העציץ. הריח הזה, כן.',
        },
      ],
    },
    {
      author: gone,
      at: ago(4, 14),
      votesUp: 2,
      votesDown: 6,
      isLocked: true,
      text: 'Crushed eggshells are all the fertiliser a tomato needs. Everything else is marketing.',
      replies: [
        {
          author: wojtek,
          at: ago(4, 13),
          votesUp: 8,
          text: 'Eggshells take years to break down. You are feeding the tomatoes of whoever rents the flat after you.',
          replies: [
            {
              author: gone,
              at: ago(4, 12, 40),
              votesDown: 4,
              isDeleted: true,
              text: 'gone',
              replies: [
                {
                  author: wojtek,
                  at: ago(4, 12, 20),
                  votesUp: 2,
                  text: 'I have a degree in this, but all right.',
                },
                {
                  author: aoife,
                  at: ago(4, 12),
                  votesUp: 7,
                  text: 'Lads. It is a *fruit*.',
                },
              ],
            },
          ],
        },
        {
          author: tomas,
          at: ago(4, 11, 30),
          votesUp: 16,
          voters: up(mara, aoife, priya),
          text: 'I am closing this branch before somebody throws an actual egg. Eggshells are welcome in the compost, and so is the last hour of this conversation.',
        },
      ],
    },
    {
      author: aoife,
      at: ago(3, 20),
      votesUp: 25,
      voters: up(mara, devon, kofi, camille),
      text:
        'Confession of a failed gardener: mine all died in July, every one, while I was away looking after my dad. I came home to six brown sticks and sat down between them and cried, not about the tomatoes.\n\n' +
        'The woman next door, to whom I had said good morning perhaps ten times in four years, had watched me from her side of the railing. She said nothing. The next day there was one plant on my side, with a note: *this one needs somebody too*.\n\n' +
        'It has eleven tomatoes on it now. Her name is Bernadette. The neighbour, that is. The plant is also called Bernadette.',
      replies: [
        {
          author: mara,
          at: ago(3, 19),
          votesUp: 31,
          voters: up(aoife, ingrid, priya, noa),
          text: 'Aoife. I have read this three times now. Please give both Bernadettes my love.',
        },
        {
          author: ingrid,
          at: ago(3, 18),
          votesUp: 12,
          text: 'This is what balconies are for.',
        },
        {
          author: 'Ruth from the ground floor',
          at: ago(3, 12),
          votesUp: 9,
          text: 'I am not crying, I am watering.',
          replies: [
            {
              author: devon,
              at: ago(3, 11),
              votesUp: 8,
              text: 'Tip four: water from the top, it drips down to Ruth.',
            },
          ],
        },
      ],
    },
    {
      author: kofi,
      at: ago(3, 9),
      votesUp: 14,
      text: `Eighth floor in Accra, wind like a hairdryer. What saved me was a row of okra as a fence. Here is this morning: ${photo('accra-morning')}`,
      replies: [
        {
          author: camille,
          at: ago(3, 8),
          votesUp: 4,
          text: 'That light! And the okra is prettier than half of my flowers.',
        },
        {
          author: noa,
          at: ago(3, 7),
          votesUp: 2,
          text: 'Does it not take the water away from the tomatoes?',
          replies: [
            {
              author: kofi,
              at: ago(3, 5),
              votesUp: 6,
              text: 'Separate tins, so they cannot argue. In the ground, yes, I would leave half a metre. #balcony',
            },
          ],
        },
      ],
    },
    {
      author: 'sunflower72',
      at: ago(2, 22),
      votesUp: 3,
      votesDown: 1,
      text: 'does this work with strawberries too? asking for my daughter, who is six and has opinions',
      replies: [
        {
          author: priya,
          at: ago(2, 21),
          votesUp: 9,
          text: 'It does, with a wider tin. Six is the right age: small hands, strong opinions, close to the ground.',
          replies: [
            {
              author: 'sunflower72',
              at: ago(2, 20),
              votesUp: 17,
              voters: up(priya, mara, yulia),
              text: 'she says thank you and that hers will be blue',
              replies: [
                {
                  author: mara,
                  at: ago(2, 19),
                  votesUp: 13,
                  text: 'Tell her the editors await the blue strawberry with great interest and have kept the front page free.',
                },
              ],
            },
          ],
        },
      ],
    },
    {
      author: devon,
      at: ago(2, 6),
      votesUp: 10,
      text: 'For everybody who read the novel Mara mentions in the last paragraph: <spoiler>the gardener *was* the narrator all along, and the tomatoes were the letters</spoiler>. I had to put the book down and walk around the block.',
      replies: [
        {
          author: camille,
          at: ago(2, 5),
          votesUp: 5,
          text: 'I looked. I should not have looked. I am on page forty.',
          replies: [
            {
              author: devon,
              at: ago(2, 4, 30),
              votesUp: 7,
              text: 'Page forty is where it gets good. I am so sorry. Tell me when you reach the ~~greenhouse~~ no, nothing, forget it.',
            },
          ],
        },
      ],
    },
    {
      author: wojtek,
      at: ago(1, 20),
      votesUp: 12,
      votesDown: 2,
      text: 'Small correction from a plant person: it is not the sun that splits them, it is the **change**. A dry week, then a flood, and the skin cannot keep up. Steady beats generous. (Also true of most things.) More than you ever wanted to know: https://example.com/why-tomatoes-split and https://example.com/on-being-steady?chapter=3',
      replies: [
        {
          author: 'balcony_newbie',
          at: ago(1, 18),
          votesUp: 4,
          text: 'came for the tomatoes, stayed for the unsolicited life advice',
        },
        {
          author: bram,
          at: ago(1, 17),
          votesUp: 6,
          text: 'So the sock was right.',
        },
      ],
    },
    {
      author: { name: 'Former reader' },
      at: ago(1, 12),
      votesUp: 5,
      isDeletedUser: true,
      text: 'I grew my first one on a hospital windowsill. The nurses voted on when to pick it. It was a very close vote.',
    },
    {
      author: 'Great Deals 4 You',
      at: ago(1, 8),
      isSpam: true,
      text: 'Tired of watering?? Our cheap watches tell you WHEN. https://example.com/not-a-real-shop',
    },
    {
      author: 'M.',
      at: ago(1, 3),
      approved: false,
      text: 'First time writing here. Is it too late in the year to begin? Our balcony faces a car park but we do get the evening sun.',
    },
    {
      author: priya,
      at: ago(0, 21),
      votesUp: 8,
      voters: up(ingrid, kofi),
      text: 'Seed swap is on again: **Saturday, ten o’clock**, the courtyard behind the library. Bring what you have, label what you remember. @Kofi Mensah is coming by train with okra, @Ingrid Solberg is sending envelopes. #seedswap',
      mentions: [kofi, ingrid],
      replies: [
        {
          author: kofi,
          at: ago(0, 20),
          votesUp: 5,
          text: 'A very long train, but <u>yes</u>, the okra has a window seat.',
        },
        {
          author: 'Ruth from the ground floor',
          at: ago(0, 16),
          votesUp: 3,
          text: 'I will bring the big table and the small cake. Or the other way round, depending on Friday.',
        },
      ],
    },
    {
      author: noa,
      at: ago(0, 7),
      votesUp: 4,
      text: 'Question about the olive tins: do you line them, or does the rust just become part of the recipe?',
      replies: [
        {
          author: mara,
          at: ago(0, 6),
          votesUp: 6,
          text: 'One coat of linseed oil inside, five holes in the bottom, and a saucer so Ruth stays a friend. They last three summers. The rust after that is character.',
        },
      ],
    },
    {
      author: 'Theo, 4th floor across the yard',
      at: ago(0, 1, 40),
      votesUp: 2,
      text: 'I can see your balcony from my kitchen. I always thought you were growing curtains.',
      replies: [
        {
          author: mara,
          at: ago(0, 0, 35),
          votesUp: 3,
          text: 'Wave tomorrow at eight. I will be the one behind the curtains.',
        },
      ],
    },
    {
      author: camille,
      at: ago(0, 0, 4),
      text: 'Eleven today. Eleven! I counted twice and then made my neighbour count.',
    },
  ];
}
