import { newPerson, secureSSO } from './people.js';
import { ServicePage } from './service.js';
import { until, visit, type Visitor } from './visitor.js';

/** The operations that carry a `broadcastId`, as the local service names them. */
export type Operation =
  | 'createCommentPublic'
  | 'setCommentText'
  | 'deleteCommentPublic'
  | 'voteComment'
  | 'deleteCommentVote'
  | 'pinComment'
  | 'unPinComment'
  | 'lockComment'
  | 'unLockComment';

/** A visitor of an act under test, with what the act needs to be there already. */
export interface Scene {
  readonly page: ServicePage;
  readonly visitor: Visitor;
  /** Whether the socket is open and never says anything. */
  readonly isSilent: boolean;
}

/** An act of a visitor, and how one sees that it was done. */
export interface Act {
  readonly name: string;
  readonly operation: Operation;
  /** Makes what the act is about; all is quiet when it resolves. */
  readonly prepare: (scene: Scene) => Promise<void>;
  /** Does it; resolves as soon as the last press was made. */
  readonly act: (scene: Scene) => Promise<void>;
  /** Whether the screen shows it, answered or not. */
  readonly shows: (scene: Scene) => boolean;
  /** Whether the screen shows it as done: nothing pending. */
  readonly isSettled: (scene: Scene) => boolean;
  /** Fails unless service and screen agree that it was done exactly once. */
  readonly check: (scene: Scene) => Promise<void>;
}

/** A page with somebody of full rights in front of it, whose thread stands and whose socket is open. */
export async function setScene(act: Act, isSilent = false): Promise<Scene> {
  const page = new ServicePage();
  if (isSilent) await page.run({ do: 'silence-sockets', urlId: page.urlId, on: true });
  const sso = await secureSSO(newPerson('Robin', { isAdmin: true }));
  const visitor = await visit({
    page,
    properties: { sso },
    attributes: { 'default-sort-direction': 'OF' },
  });
  await visitor.whenLive();
  const scene = { page, visitor, isSilent };
  await act.prepare(scene);
  return scene;
}

/** Whether no call of an operation has been answered yet (one that never came counts). */
export async function isUnanswered({ page }: Scene, operation: Operation): Promise<boolean> {
  return (await page.requests(operation)).every(({ status }) => status === 0);
}

/** Resolves when every call of an operation has been answered. */
export async function whenAnswered({ page }: Scene, operation: Operation): Promise<void> {
  await until(`the answer of ${operation}`, async () => {
    const calls = await page.requests(operation);
    return calls.length > 0 && calls.every(({ status }) => status !== 0);
  });
}
