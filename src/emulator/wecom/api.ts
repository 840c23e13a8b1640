import type { ApiTable, OpenRoute, WecomRoute } from '../api.ts';
import { contactRoutes } from '../contacts/api.ts';
import type { Emulation } from '../emulation.ts';
import { kfRoutes } from '../kf/api.ts';
import { directoryRoutes } from './directory.ts';
import { gettokenRoute } from './tokens.ts';
import { mediaRoutes } from './media.ts';
import { messageRoutes } from './messages.ts';
import { oauthRoutes } from './oauth.ts';
import { robotRoutes } from './robots.ts';
import { ticketRoutes } from './tickets.ts';

const tables = new WeakMap<Emulation, ApiTable<WecomRoute>>();

/** All WeCom paths. */
export function wecomApi(emulation: Emulation): ApiTable<WecomRoute> {
  const known = tables.get(emulation);
  if (known !== undefined) return known;
  const routes = [
    ...messageRoutes(emulation),
    ...kfRoutes(emulation),
    ...directoryRoutes(emulation),
    ...mediaRoutes(emulation),
    ...oauthRoutes(emulation),
    ...contactRoutes(emulation),
    ...ticketRoutes(emulation),
  ];
  const open: OpenRoute[] = [gettokenRoute(emulation), ...robotRoutes(emulation)];
  const table = {
    routes: new Map(routes.map((route) => [route.path, route])),
    open: new Map(open.map((route) => [route.path, route])),
  };
  tables.set(emulation, table);
  return table;
}
