import { Router, type RouterContext } from '@koa/router';
import { dayOf } from '../../calendar.ts';
import { listVehicles, salutationOf } from '../../customers/index.ts';
import { PlatformError, PlatformUnreachableError } from '../../errors.ts';
import { type ReminderTemplateKey, reminderTemplates } from '../../outreach/index.ts';
import type { StoreConnection } from '../../stores/connections.ts';
import { getStore } from '../../stores/index.ts';
import { ownersCalendarLink } from '../calendar/owner-link.ts';
import type { PageOptions } from '../options.ts';
import { plateOf } from '../owner/owner-forms.ts';
import { bindVisitor } from './bind-visitor.ts';
import { signForJsSdk } from './js-sdk.ts';
import { type OwnerPage, sayingPage, subscribePage } from './subscribe-page.ts';
import { readSubscribeToken } from './token.ts';

/** One prompt of ours asks for this many at most: more is not read. */
const MOST_NOTICES = 3;
/** What an owner wants to be told of first. Others of the account follow. */
const FIRST: readonly string[] = ['maintenanceDue', 'inspectionDue', 'insuranceDue'];
/** The visitor comes back with this; the token in the address says the rest. */
const STATE = 'subscribe';

const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/**
 * `/subscribe/STORE/TOKEN`: where one owner books the next notices with one tap. Public: the signed token stands for the
 * owner, the service account's silent login for the WeChat user. What was accepted arrives as an event of the account.
 */
export function subscribePages(options: PageOptions): Router {
  const router = new Router();
  router.get('/subscribe/:store/:token', async (ctx: RouterContext) => {
    const storeId = String(ctx['params']['store']);
    const connection = options.connections.get(storeId);
    ctx.set(HEADERS);
    ctx.type = 'html';
    const show = (status: number, page: OwnerPage) => {
      ctx.status = status;
      ctx.set('Content-Security-Policy', page.policy);
      ctx.body = page.body;
    };
    const customerId =
      connection?.pages === undefined
        ? undefined
        : readSubscribeToken(connection.pages.key, storeId, String(ctx['params']['token']), options.clock.now());
    if (connection === undefined || customerId === undefined || connection.ownerLogin === undefined) {
      const text = '请从门店最近发给您的消息里重新打开，或联系门店。';
      return show(404, sayingPage({ storeName: '预约提醒', title: '链接已失效', text }));
    }
    return visit(ctx, options, { connection, login: connection.ownerLogin, customerId, show });
  });
  return router;
}

interface Visited {
  connection: StoreConnection;
  login: NonNullable<StoreConnection['ownerLogin']>;
  customerId: number;
  show: (status: number, page: OwnerPage) => void;
}

async function visit(ctx: RouterContext, options: PageOptions, visited: Visited): Promise<void> {
  const { connection, login, customerId, show } = visited;
  const context = options.contextOf(connection.storeId);
  const store = await getStore(context.database.client, connection.storeId);
  const address = `${options.publicUrl}${ctx.path}`;
  const say = (status: number, title: string, text: string) =>
    show(status, sayingPage({ storeName: store.name, title, text }));
  const isInWeChat = /MicroMessenger/i.test(ctx.get('user-agent')) && !/wxwork/i.test(ctx.get('user-agent'));
  if (!isInWeChat && options.ownersPrompt === undefined) {
    const text = '请用微信扫一扫，或把下面的链接发到微信里打开，就能一键预约下次提醒。';
    return show(200, sayingPage({ storeName: store.name, title: '请在微信中打开', text, address }));
  }
  const toLogin = () => ctx.redirect(login.addressOf({ redirectUri: address, state: STATE }));
  const code = ctx.query['code'];
  if (typeof code !== 'string' || ctx.query['state'] !== STATE) return toLogin();
  let visitor: Awaited<ReturnType<typeof login.identify>>;
  try {
    visitor = await login.identify(code);
  } catch (error) {
    if (error instanceof PlatformError && [40_029, 40_163].includes(error.errcode)) return toLogin();
    if (!(error instanceof PlatformError) && !(error instanceof PlatformUnreachableError)) throw error;
    options.logger.error({ storeId: connection.storeId, error: error.message }, 'owner was not identified');
    return say(502, '暂时打不开', '微信暂时没有响应，请稍后再试。');
  }
  if (visitor.isSnapshot) return say(200, '请使用完整服务', '请点右下角“使用完整服务”，再预约提醒。');
  const { unionId } = visitor;
  const who = await bindVisitor(context, {
    customerId,
    appId: connection.appId,
    openId: visitor.openId,
    ...(unionId === undefined ? {} : { unionId }),
  });
  if (who === 'stranger') {
    return say(403, '这个链接不是发给您的', '链接只给收到消息的车主本人使用。需要提醒服务，请联系门店登记。');
  }
  await showNotices(options, visited, { openId: visitor.openId, url: `${options.publicUrl}${ctx.url}` });
}

async function showNotices(
  options: PageOptions,
  { connection, customerId, show }: Visited,
  visitor: { openId: string; url: string },
): Promise<void> {
  const { storeId, appId } = connection;
  const { client } = options.contextOf(storeId).database;
  const store = await getStore(client, storeId);
  const customer = await client.customer.findUniqueOrThrow({ where: { id: customerId } });
  const identity = await client.channelIdentity.findFirst({
    where: { storeId, channel: 'officialAccount', accountId: appId, externalId: visitor.openId },
    include: { subscriptions: true },
  });
  const driven = (await listVehicles(client, customerId)).filter(({ status }) => status === 'active');
  const { pages } = connection;
  const today = dayOf(options.clock.now());
  const ticket = await ticketOf(options, connection);
  show(
    200,
    subscribePage({
      storeName: store.name,
      who: salutationOf(customer),
      notices: noticesOf(connection).map(({ key, templateId }) => ({
        templateId,
        title: reminderTemplates[key].title,
        booked: identity?.subscriptions.find(({ templateKey }) => templateKey === key)?.remaining ?? 0,
      })),
      calendars:
        pages === undefined
          ? []
          : driven.map((vehicle) => ({
              car: plateOf(vehicle, true),
              address: ownersCalendarLink(pages.key, { storeId, vehicleId: vehicle.id }, options.publicUrl, today)
                .address,
            })),
      ...(options.ownersPrompt === undefined ? {} : { prompt: options.ownersPrompt }),
      ...(ticket === '' ? {} : { config: signForJsSdk({ appId, ticket, url: visitor.url, now: options.clock.now() }) }),
    }),
  );
}

/** '' when there is none to be had: the rest of the page needs none. */
async function ticketOf({ logger }: PageOptions, { storeId, channels }: StoreConnection): Promise<string> {
  try {
    return (await channels.account?.jsapiTicket()) ?? '';
  } catch (error) {
    if (!(error instanceof PlatformError) && !(error instanceof PlatformUnreachableError)) throw error;
    logger.error({ storeId, error: error.message }, 'no ticket for the page: notices can not be booked');
    return '';
  }
}

function noticesOf({ subscriptionTemplateIds }: StoreConnection): { key: ReminderTemplateKey; templateId: string }[] {
  const rank = (key: string) => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);
  return Object.entries(subscriptionTemplateIds)
    .filter((entry): entry is [ReminderTemplateKey, string] => Object.hasOwn(reminderTemplates, entry[0]))
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .slice(0, MOST_NOTICES)
    .map(([key, templateId]) => ({ key, templateId }));
}
