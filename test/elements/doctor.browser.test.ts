import { assert } from '@open-wc/testing';
import { fcDoctor } from '../../src/index.js';
import { ServicePage } from './service.js';
import { leave, until, visit } from './visitor.js';

describe('fcDoctor', () => {
  afterEach(leave);

  it('finds nothing where nothing is wrong, and what is wrong by its name', async () => {
    const visitor = await visit();
    assert.deepEqual(await fcDoctor(visitor.element), []);
    visitor.element.setAttribute('tenantid', 'demo');
    visitor.element.wsHost = 'nowhere';
    assert.deepEqual(
      (await fcDoctor()).map(({ code }) => code),
      ['attribute', 'ws-host'],
    );
  });

  it('reads the policies of the page', async () => {
    const visitor = await visit();
    const meta = document.createElement('meta');
    meta.httpEquiv = 'Content-Security-Policy';
    // Everything the other tests need, and no socket.
    meta.content = "img-src * data: blob:; trusted-types * 'allow-duplicates'";
    document.head.append(meta);
    assert.deepEqual(await fcDoctor(visitor.element), []);
  });

  it('says in the console what it found, where debug is set', async () => {
    const said: string[] = [];
    const { error } = console;
    console.error = (...words: unknown[]) => said.push(String(words[0]));
    try {
      await visit({ waits: false, attributes: { 'tenant-id': null, debug: '' } });
      await until('what is wrong', () => said.find((text) => text.includes('tenant-id: There is')));
    } finally {
      console.error = error;
    }
  });

  it('says that all is well, where debug is set and all is', async () => {
    const said: string[] = [];
    const { info } = console;
    console.info = (...words: unknown[]) => said.push(String(words[0]));
    try {
      await visit({ page: new ServicePage(), properties: { config: { debug: true } } });
      await until('the good news', () => said.some((text) => text.includes('nothing is wrong')));
    } finally {
      console.info = info;
    }
  });
});
