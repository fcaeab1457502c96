/**
 * The globals of Mocha that the browser tests (`*.browser.test.ts`) use. The Node tests import
 * theirs from vitest.
 */

interface MochaContext {
  /** Milliseconds this test may take. */
  timeout(ms: number): this;
  /** Marks the test as skipped, from inside it. */
  skip(): never;
}

interface MochaSuite {
  (title: string, body: (this: MochaContext) => void): void;
  skip(title: string, body: (this: MochaContext) => void): void;
  only(title: string, body: (this: MochaContext) => void): void;
}

interface MochaTest {
  (title: string, body: (this: MochaContext) => void | Promise<void>): MochaContext;
  skip(title: string, body: (this: MochaContext) => void | Promise<void>): void;
  only(title: string, body: (this: MochaContext) => void | Promise<void>): void;
}

type MochaHook = (body: (this: MochaContext) => void | Promise<void>) => void;

declare const describe: MochaSuite;
declare const it: MochaTest;
declare const before: MochaHook;
declare const after: MochaHook;
declare const beforeEach: MochaHook;
declare const afterEach: MochaHook;
/** Whether the run is a deep one (`FC_DEEP=1`); set by web-test-runner.config.js. */
declare const fcDeep: boolean | undefined;
