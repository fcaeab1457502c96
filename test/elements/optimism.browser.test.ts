import { assert } from '@open-wc/testing';
import { isUnanswered, setScene, whenAnswered, type Act, type Scene } from './optimism.js';
import { frames, leave, pause, until } from './visitor.js';

const root = 'A comment by somebody';

/** Posts a comment and waits until it is there for good. */
async function postOwn({ visitor }: Scene, text: string): Promise<void> {
  await visitor.post(text);
  await until('the own comment', () => {
    const comment = visitor.seesComment(text);
    return comment?.dataset.commentId && !comment.dataset.state;
  });
  await visitor.page.run({ do: 'forget-requests', urlId: visitor.page.urlId });
}

async function postForeign({ page, visitor }: Scene): Promise<void> {
  await page.postAs('Somebody', root);
  await visitor.pressButton('Show 1 new comment');
  await visitor.comment(root);
  await page.run({ do: 'forget-requests', urlId: page.urlId });
}

/** As {@link postForeign}, where no live event comes. */
async function seedForeign(scene: Scene): Promise<void> {
  await scene.page.postAs('Somebody', root);
  scene.visitor.element.refresh();
  await scene.visitor.comment(root);
  await scene.page.run({ do: 'forget-requests', urlId: scene.page.urlId });
}

async function haveForeign(scene: Scene): Promise<void> {
  await (scene.isSilent ? seedForeign(scene) : postForeign(scene));
}

function one({ visitor }: Scene, text: string): HTMLElement | undefined {
  const found = visitor.comments().filter((comment) => visitor.body(comment).includes(text));
  assert.isAtMost(found.length, 1, `"${text}" is on the screen ${found.length} times`);
  return found[0];
}

function isQuiet(comment: HTMLElement | undefined): boolean {
  return comment !== undefined && !comment.dataset.state && Boolean(comment.dataset.commentId);
}

async function servicesVotes({ page }: Scene): Promise<number | undefined> {
  return (await page.comments()).find(({ commentHTML }) => commentHTML === root)?.votes;
}

const ownVote = (scene: Scene) => scene.visitor.ownVote(one(scene, root)!);
const votes = (scene: Scene) => scene.visitor.votes(one(scene, root)!);

function voting(
  name: string,
  presses: string[],
  expected: number,
  operation: Act['operation'],
): Act {
  const last = presses.at(-1)!;
  return {
    name,
    operation,
    async prepare(scene) {
      await haveForeign(scene);
      for (const press of presses.slice(0, -1)) {
        const before = scene.visitor.told('fc-vote-success').length;
        await scene.visitor.pressButton(press, one(scene, root));
        await until('the vote', () => scene.visitor.told('fc-vote-success').length > before);
      }
      await scene.page.run({ do: 'forget-requests', urlId: scene.page.urlId });
    },
    act: (scene) => scene.visitor.pressButton(last, one(scene, root)),
    shows: (scene) => ownVote(scene) === expected && votes(scene) === expected,
    isSettled: (scene) => ownVote(scene) === expected && votes(scene) === expected,
    async check(scene) {
      // What is shown at once may be there before the call has come.
      await until('the service’s votes', async () => (await servicesVotes(scene)) === expected);
      assert.equal(votes(scene), expected);
    },
  };
}

function switching(
  name: string,
  [first, entry]: readonly [first: string | null, entry: string],
  part: string,
  operation: Act['operation'],
): Act {
  const isOn = first === null;
  const shows = (scene: Scene) => one(scene, root)?.part.contains(part) === isOn;
  return {
    name,
    operation,
    async prepare(scene) {
      await haveForeign(scene);
      if (first !== null) {
        await scene.visitor.choose(one(scene, root)!, first);
        await until(first, () => one(scene, root)?.part.contains(part));
        await pause(400);
      }
      await scene.page.run({ do: 'forget-requests', urlId: scene.page.urlId });
    },
    act: (scene) => scene.visitor.choose(one(scene, root)!, entry),
    shows,
    isSettled: shows,
    check(scene) {
      assert.isTrue(shows(scene));
      return Promise.resolve();
    },
  };
}

const acts: readonly Act[] = [
  {
    name: 'posting',
    operation: 'createCommentPublic',
    prepare: () => Promise.resolve(),
    act: (scene) => scene.visitor.post('My own words'),
    shows: (scene) => Boolean(one(scene, 'My own words')),
    isSettled: (scene) => isQuiet(one(scene, 'My own words')),
    async check(scene) {
      assert.equal((await scene.page.comments()).length, 1);
      assert.equal(scene.visitor.count, '1 comment');
    },
  },
  {
    name: 'replying',
    operation: 'createCommentPublic',
    prepare: haveForeign,
    act: (scene) => scene.visitor.reply(one(scene, root)!, 'My own reply'),
    shows: (scene) => Boolean(one(scene, 'My own reply')),
    isSettled: (scene) => isQuiet(one(scene, 'My own reply')),
    async check(scene) {
      assert.equal((await scene.page.comments()).length, 2);
      assert.equal(scene.visitor.count, '2 comments');
      assert.equal(
        one(scene, 'My own reply')?.dataset.parentId,
        one(scene, root)?.dataset.commentId,
      );
    },
  },
  {
    name: 'editing',
    operation: 'setCommentText',
    prepare: (scene) => postOwn(scene, 'Before'),
    async act({ visitor }) {
      await visitor.choose(await visitor.comment('Before'), 'Edit');
      const box = (await visitor.find('textbox', 'Edit your comment')) as HTMLTextAreaElement;
      await until('the raw text', () => box.value === 'Before');
      visitor.type(box, 'After');
      await visitor.pressButton('Save changes');
    },
    shows: (scene) => Boolean(one(scene, 'After')),
    isSettled: (scene) => isQuiet(one(scene, 'After')),
    async check(scene) {
      assert.deepEqual(
        (await scene.page.comments()).map(({ commentHTML }) => commentHTML),
        ['After'],
      );
    },
  },
  {
    name: 'deleting',
    operation: 'deleteCommentPublic',
    prepare: (scene) => postOwn(scene, 'Doomed'),
    async act({ visitor }) {
      await visitor.choose(await visitor.comment('Doomed'), 'Delete');
      await visitor.pressButton('Delete', await visitor.find('alertdialog'));
    },
    shows: ({ visitor }) => !visitor.seesComment('Doomed'),
    isSettled: ({ visitor }) => visitor.comments().length === 0,
    async check({ page, visitor }) {
      assert.equal((await page.comments()).length, 0);
      assert.equal(visitor.count, 'No comments yet');
    },
  },
  voting('voting up', ['Vote up'], 1, 'voteComment'),
  voting('voting down', ['Vote down'], -1, 'voteComment'),
  voting('changing a vote', ['Vote up', 'Vote down'], -1, 'voteComment'),
  voting('taking a vote back', ['Vote up', 'Vote up'], 0, 'deleteCommentVote'),
  switching('pinning', [null, 'Pin'], 'comment-pinned', 'pinComment'),
  switching('unpinning', ['Pin', 'Unpin'], 'comment-pinned', 'unPinComment'),
  switching('locking', [null, 'Lock'], 'comment-locked', 'lockComment'),
  switching('unlocking', ['Lock', 'Unlock'], 'comment-locked', 'unLockComment'),
];

for (const act of acts) {
  describe(`optimism: ${act.name}`, () => {
    afterEach(leave);

    it('shows before the answer can have come; echo before the answer', async () => {
      const scene = await setScene(act);
      await scene.page.fault({ operation: act.operation, fault: { kind: 'hold' } });
      await act.act(scene);
      await frames();
      assert.isTrue(act.shows(scene), scene.visitor.screen());
      await until('the call', async () => (await scene.page.requests(act.operation)).length > 0);
      // Time for the echo.
      await pause(200);
      assert.isTrue(act.shows(scene), scene.visitor.screen());
      assert.isTrue(await isUnanswered(scene, act.operation), 'not answered yet');
      await scene.page.releaseAnswers();
      await whenAnswered(scene, act.operation);
      await until('it settled', () => act.isSettled(scene));
      await pause(200);
      assert.isTrue(act.isSettled(scene));
      await act.check(scene);
      assert.equal((await scene.page.requests(act.operation)).length, 1);
    });

    it('echo after the answer', async () => {
      const scene = await setScene(act);
      await scene.page.run({ do: 'hold-events', urlId: scene.page.urlId });
      await scene.page.fault({ operation: act.operation, delayAfter: 300 });
      await act.act(scene);
      await frames();
      assert.isTrue(act.shows(scene), scene.visitor.screen());
      await whenAnswered(scene, act.operation);
      await until('it settled', () => act.isSettled(scene));
      await act.check(scene);
      await scene.page.run({ do: 'release-events', urlId: scene.page.urlId });
      await pause(400);
      assert.isTrue(act.isSettled(scene));
      await act.check(scene);
    });

    it('answer lost, echo arrives', async () => {
      const scene = await setScene(act);
      await scene.page.fault({
        operation: act.operation,
        times: 1,
        fault: { kind: 'drop-answer' },
      });
      await act.act(scene);
      await until('it settled', () => act.isSettled(scene));
      await pause(400);
      assert.isTrue(act.isSettled(scene), scene.visitor.screen());
      await act.check(scene);
    });

    it('answer and echo lost, the log tells', async () => {
      const scene = await setScene(act, true);
      await scene.page.fault({
        operation: act.operation,
        times: 1,
        fault: { kind: 'drop-answer' },
      });
      await act.act(scene);
      await until('it settled', () => act.isSettled(scene), 25_000);
      await pause(400);
      assert.isTrue(act.isSettled(scene), scene.visitor.screen());
      await act.check(scene);
    });
  });
}
