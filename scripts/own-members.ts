/** A Vite plugin that keeps what pages put on `Object.prototype` out of namespace objects. */
import type { Plugin } from 'vite';

const loop = 'for (var name in all)';

/**
 * The bundler's helper for `import * as` takes inherited members too, and stops at the first that is
 * no function: the module would not run on a page whose `Object.prototype` has some. The helper is
 * made to look at own members; where it has become another one, the build ends.
 */
export function ownMembers(): Plugin {
  return {
    name: 'own-members',
    renderChunk(code) {
      if (!/\b__exportAll = /.test(code)) return null;
      if (!code.includes(loop)) throw new Error('the helper for namespaces is another one');
      // On the same line, and nothing after it: the map of lines stays right.
      return { code: code.replace(loop, 'for (var name of Object.keys(all))'), map: null };
    },
  };
}
