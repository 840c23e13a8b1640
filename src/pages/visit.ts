import type { RouterContext } from '@koa/router';
import type { Context } from '../context.ts';
import { findStaff, getStore, type Staff, type Store } from '../stores/index.ts';
import type { Form } from './form.ts';
import { NOT_STAFF, type PagesConnection, sendToLogin } from './login.ts';
import { addressOf, type PageOptions } from './options.ts';
import { PageError } from './page-error.ts';
import type { Place } from './place.ts';
import { endSession, formTokenOf, isFormToken, readSession, type Session } from './session.ts';
import { isSecureSite } from './options.ts';

/** What a request is about, before anybody is known. */
export interface Target {
  options: PageOptions;
  connection: PagesConnection;
  place: Place;
}

/** One request of a member who is signed in. */
export interface Visit extends Target {
  staff: Staff;
  store: Store;
  /** In it the member is the one who acts. */
  context: Context;
  /** The page's own address: where its forms go. */
  path: string;
  /** Goes into every form of this page. */
  formToken: string;
  /** Address of another place of the same store. */
  to(place: Place): string;
}

/** The member who opens a page; undefined when the browser was sent to sign in first. */
export async function enter(ctx: RouterContext, target: Target): Promise<Visit | undefined> {
  const session = sessionOf(ctx, target);
  if (session !== undefined) return visitOf(target, session);
  sendToLogin(ctx, target.options, target.connection, target.place);
  return undefined;
}

/** Whether there is a session at all: asked before a long body is read. */
export function mustHaveSession(ctx: RouterContext, target: Target): void {
  if (sessionOf(ctx, target) === undefined) throw loggedOut(target, '');
}

/**
 * The member who sent a form.
 *
 * @throws {PageError} without a session, without the form's token, or after 退出; with what had been typed
 */
export async function enterByForm(ctx: RouterContext, target: Target, form: Form): Promise<Visit> {
  const { options, connection, place } = target;
  const typed = form.field('words');
  const session = sessionOf(ctx, target);
  // A form may not lead to another site, so that the login page is a link away.
  if (session === undefined) throw loggedOut(target, typed);
  if (!isFormToken(connection.pages.key, session, place, form.field('token'))) {
    throw new PageError(403, {
      title: '页面已过期',
      text: '请重新打开页面后再提交。',
      typed,
      link: reopen(target),
    });
  }
  if (form.field('action') === 'signOut') {
    endSession(ctx, session.storeId, isSecureSite(options));
    throw new PageError(200, {
      title: '已退出',
      text: '需要时请从企业微信里的工单卡片重新打开。',
      link: reopen(target),
    });
  }
  return visitOf(target, session);
}

function sessionOf(ctx: RouterContext, { options, connection }: Target): Session | undefined {
  return readSession(ctx, connection.pages.key, connection.storeId, options.clock.now());
}

/** The member is asked for anew every time: who left the company sees nothing more. */
async function visitOf(target: Target, session: Session): Promise<Visit> {
  const { options, connection, place } = target;
  const context = options.contextOf(connection.storeId);
  const staff = await findStaff(context.database.client, session.storeId, session.userId);
  if (staff === undefined) throw new PageError(403, { title: '无法查看', text: NOT_STAFF });
  const to = (other: Place) => addressOf(options, connection.storeId, other);
  return {
    ...target,
    staff,
    store: await getStore(context.database.client, connection.storeId),
    context: { ...context, actor: { kind: 'staff', id: staff.userId, name: staff.name } },
    path: to(place),
    formToken: formTokenOf(connection.pages.key, session, place),
    to,
  };
}

const reopen = ({ options, connection, place }: Target) => ({
  href: addressOf(options, connection.storeId, place),
  text: '重新打开',
});

const loggedOut = (target: Target, typed: string) =>
  new PageError(401, { title: '登录已过期', text: '请重新登录后再提交。', typed, link: reopen(target) });
