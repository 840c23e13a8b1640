import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectStore } from '../../src/connect.ts';
import type { Context } from '../../src/context.ts';
import type { Ticket } from '../../src/database/generated/client.ts';
import { type Emulator, startEmulator, type World } from '../../src/emulator/index.ts';
import { createApp } from '../../src/http/app.ts';
import type { Logger } from '../../src/logger.ts';
import { staffPages, subscribePages } from '../../src/pages/index.ts';
import { sampleStoreDefinition } from '../../src/sample-store/definition.ts';
import { sampleAccounts, sandboxSettings } from '../../src/sandbox/accounts.ts';
import { createStoreConnections } from '../../src/stores/connections.ts';
import { type StoreDefinition, upsertStore } from '../../src/stores/index.ts';
import { openTicket } from '../../src/tickets/index.ts';
import { createUnderstanding, understandLocally } from '../../src/understanding/index.ts';
import { type Desk, openDesk } from '../support/desk.ts';

/** Two stores with their pages and the platform's login, without chat, queue workers or schedule. */
export interface Site {
  url: string;
  desk: Desk;
  emulator: Emulator;
  log: { message: string; fields: Record<string, unknown> }[];
  /** Opens a ticket of the first store, or of another one. */
  open(text: string, options?: Partial<{ storeId: string; customerId: number; vehicleId: number }>): Promise<Ticket>;
  /** Time goes by for the pages and for the platform. */
  advance(seconds: number): Promise<void>;
  close(): Promise<void>;
}

const EAST_CORP = 'ww00000000000000bb';
const east: StoreDefinition = {
  id: 'east',
  name: '东城店',
  staff: [{ userId: 'dong', name: '董主管', role: 'departmentHead', departmentKey: 'parts' }],
};

/** Everybody of the sample store; `stranger` and `xin` are members but not on the staff list, `visitor` is no member. */
function buildWorld(): World {
  const app = { agentId: sampleAccounts.agentId, secret: sampleAccounts.agentSecret, name: '客户关爱' };
  const members = [
    ...(sampleStoreDefinition.staff ?? []),
    { userId: 'stranger', name: '陌生人' },
    { userId: 'xin', name: '小辛' },
  ];
  return {
    corps: [
      {
        corpId: sampleAccounts.corpId,
        name: '明达',
        apps: [app],
        members: members.map(({ userId, name }) => ({ userId, name })),
      },
      {
        corpId: EAST_CORP,
        name: '东城',
        apps: [{ ...app, secret: 'east-secret' }],
        members: [
          { userId: 'dong', name: '董主管' },
          { userId: 'luo', name: '东城的罗' },
        ],
      },
    ],
    people: [{ personId: 'visitor', name: '路人' }],
  };
}

export async function startSite(kind: 'pglite' | 'postgres' = 'pglite'): Promise<Site> {
  const desk = await openDesk({ kind });
  const { database, clock } = desk;
  await database.transaction((tx) => upsertStore(tx, clock, east));
  const emulator = await startEmulator({ clock: 'frozen', startAt: clock.now(), seed: 1, world: buildWorld() });
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const log: Site['log'] = [];
  const line = (fields: Record<string, unknown>, message: string) => void log.push({ message, fields });
  const logger: Logger = { debug() {}, info: line, warn: line, error: line };
  const contextOf = (storeId: string): Context => ({ ...desk.as('system'), storeId, logger, publicUrl: url });
  const main = sandboxSettings(emulator.url, '明达', {});
  const connections = createStoreConnections([
    connectStore(main, clock),
    connectStore(
      { storeId: 'east', name: '东城店', wecom: { ...main.wecom, corpId: EAST_CORP, agentSecret: 'east-secret' } },
      clock,
    ),
  ]);
  const understanding = createUnderstanding({ logger });
  const options = { connections, contextOf, clock, logger, understanding, publicUrl: url };
  const app = createApp({ logger, routers: [staffPages(options), subscribePages(options)] });
  const handle = app.callback();
  server.on('request', (request, response) => void handle(request, response));
  return {
    url,
    desk,
    emulator,
    log,
    open: (text, { storeId = 'main', ...about } = {}) =>
      database.transaction((tx) =>
        openTicket({ ...contextOf(storeId), actor: { kind: 'owner', id: 'wmOwner', name: '车主' } }, tx, {
          decision: understandLocally({ messages: [text] }),
          decisionId: 1,
          description: text,
          source: 'chat',
          ...about,
        }),
      ),
    advance: async (seconds) => {
      clock.advance(seconds);
      await emulator.control.advance(seconds);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await emulator.close();
      await desk.close();
    },
  };
}
