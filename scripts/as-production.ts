/**
 * Runs a build as one for production whoever asks for it: a test runner says `NODE_ENV=test`, and Vite
 * would then put the development build of Lit into the files.
 */
export async function asProduction<T>(build: () => Promise<T>): Promise<T> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    return await build();
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}
