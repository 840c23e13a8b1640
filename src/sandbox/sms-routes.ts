import { Router } from '@koa/router';
import { z } from 'zod';
import { ControlCallError, type EmulatorControl } from '../emulator/index.ts';
import { CareError, NotFoundError } from '../errors.ts';
import { readBody } from '../http/body.ts';
import type { SampleStore } from '../sample-store/index.ts';
import { mobileOf } from './world.ts';

/** `POST /owners/:id/sms`: an owner answers the last short message, as `TD`. The vendor pushes the answer to the service. */
export function smsRoutes(control: EmulatorControl, sample: SampleStore): Router {
  const router = new Router();
  router.post('/owners/:id/sms', async (ctx) => {
    const { text } = z.object({ text: z.string().min(1).max(500) }).parse(JSON.parse(await readBody(ctx.req)));
    const person = sample.people.find(({ personId }) => personId === ctx.params['id']);
    const mobile = person === undefined ? undefined : mobileOf(sample, person);
    if (mobile === undefined) throw new NotFoundError(`phone of ${ctx.params['id']}`, '这位车主没有手机号。');
    try {
      await control.phone(mobile).reply(text);
    } catch (error) {
      if (!(error instanceof ControlCallError) || error.status !== 409) throw error;
      throw new CareError('CONFLICT', error.message, {
        userMessage: '还没有收到短信，收到以后才能回复。',
        cause: error,
      });
    }
    ctx.body = {};
  });
  return router;
}
