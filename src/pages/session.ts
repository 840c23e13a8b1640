import type { RouterContext } from '@koa/router';
import { z } from 'zod';
import type { Place } from './place.ts';
import { isSameMac, macOf, seal, unseal } from './seal.ts';

/** A member who signed in. `value`: the cookie itself, to which the page's forms are bound. */
export interface Session {
  storeId: string;
  userId: string;
  value: string;
}

/** A working day and some: whoever starts in the morning is not asked again before the evening. */
const SESSION_HOURS = 12;

const payloadSchema = z.strictObject({ storeId: z.string(), userId: z.string(), expiresAt: z.number() });

/** Each store has its own: a member may work in two. */
const nameOf = (storeId: string) => `carebay_${storeId}`;

export interface CookieOptions {
  /** The site is reached by https. */
  isSecure: boolean;
  path: string;
  maxAgeSeconds: number;
}

/** HttpOnly and SameSite=Lax: no script reads it, no other site's form sends it. */
export function setCookie(ctx: RouterContext, name: string, value: string, options: CookieOptions): void {
  // Koa's own cookies refuse "Secure" behind a proxy that ends TLS.
  ctx.append(
    'Set-Cookie',
    `${name}=${value}; Path=${options.path}; Max-Age=${options.maxAgeSeconds}; HttpOnly; SameSite=Lax${options.isSecure ? '; Secure' : ''}`,
  );
}

/** Signs a member in: store, member id and end, signed with the store's key. Nothing else is kept anywhere. */
export function startSession(
  ctx: RouterContext,
  key: Uint8Array,
  input: { storeId: string; userId: string; now: Date; isSecure: boolean },
): void {
  const { storeId, userId, now, isSecure } = input;
  const payload = { storeId, userId, expiresAt: now.getTime() + SESSION_HOURS * 3_600_000 };
  const value = seal(key, 'session', JSON.stringify(payload));
  setCookie(ctx, nameOf(storeId), value, { isSecure, path: '/', maxAgeSeconds: SESSION_HOURS * 3600 });
}

export function endSession(ctx: RouterContext, storeId: string, isSecure: boolean): void {
  setCookie(ctx, nameOf(storeId), '', { isSecure, path: '/', maxAgeSeconds: 0 });
}

/** The visitor's session with this store; undefined when there is none, or it is forged, of another store, or over. */
export function readSession(ctx: RouterContext, key: Uint8Array, storeId: string, now: Date): Session | undefined {
  const value = ctx.cookies.get(nameOf(storeId)) ?? '';
  const payload = unseal(key, 'session', value);
  if (payload === undefined) return undefined;
  const session = payloadSchema.parse(JSON.parse(payload));
  if (session.storeId !== storeId || session.expiresAt <= now.getTime()) return undefined;
  return { storeId, userId: session.userId, value };
}

/** Goes into every form: without it a POST changes nothing. */
export function formTokenOf(key: Uint8Array, session: Session, place: Place): string {
  return macOf(key, 'form', session.value, place);
}

export function isFormToken(key: Uint8Array, session: Session, place: Place, token: string): boolean {
  return isSameMac(token, formTokenOf(key, session, place));
}
