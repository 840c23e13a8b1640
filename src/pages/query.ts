import type { RouterContext } from '@koa/router';

/** A single value of the address; '' when there is none, or several. No text in the database may hold a NUL. */
export function queryOf(ctx: RouterContext, name: string): string {
  const value = ctx.query[name];
  return typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : '';
}
