import Koa from 'koa';
import { expect, test } from 'vitest';
import { listen } from '../../src/http/serve.ts';

test('whoever comes before the service is ready is told to come again, and is served once it is', async () => {
  const listener = await listen({ port: 0, host: '127.0.0.1' });
  const early = await fetch(`${listener.url}/readyz`);
  expect([early.status, early.headers.get('retry-after')]).toEqual([503, '5']);
  const app = new Koa();
  app.use((context) => {
    context.body = 'ready';
  });
  listener.serve(app);
  expect(await (await fetch(`${listener.url}/readyz`)).text()).toBe('ready');
  await listener.close();
});
