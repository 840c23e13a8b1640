import { Router } from '@koa/router';
import type { EmulatorControl } from '../emulator/index.ts';
import { CareError } from '../errors.ts';
import { readBody } from '../http/body.ts';
import { messagePage, PAGE_HEADERS } from '../pages/layout.ts';
import { sampleAccounts } from './accounts.ts';
import { visitorOf } from './open-route.ts';

/** Where the page of 预约下次提醒 sends its form in the sandbox. */
export const PROMPT_PATH = '/sandbox/prompt';

/**
 * `POST /sandbox/prompt`: the holder of the phone answers the prompt that only WeChat itself can show. The emulated account
 * pushes the answer as an event, like the real one.
 */
export function promptRoute(control: EmulatorControl): Router {
  const router = new Router();
  router.post(PROMPT_PATH, async (ctx) => {
    const form = new URLSearchParams(await readBody(ctx.req));
    const templateIds = (form.get('templates') ?? '').split(',').filter((id) => id !== '');
    const visitor = visitorOf(ctx);
    if (visitor === undefined || templateIds.length === 0) {
      throw new CareError('VALIDATION', 'no visitor or no templates', {
        userMessage: '请从车主手机上的链接重新打开。',
      });
    }
    const accept = form.get('answer') === 'accept';
    const account = control.person(visitor).officialAccount(sampleAccounts.appId);
    await account.answerPrompt(templateIds.map((templateId) => ({ templateId, accept })));
    ctx.set(PAGE_HEADERS);
    ctx.type = 'html';
    ctx.body = messagePage(
      accept
        ? { title: '预约好了', text: '到期前会在微信里提醒您。可以关闭本页，回到沙箱继续。' }
        : { title: '没有预约', text: '随时可以再来预约。可以关闭本页，回到沙箱继续。' },
    );
  });
  return router;
}
