import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveApi } from './api-server.ts';
import { EmulatorControl } from './control-client.ts';
import type { CallbackOptions } from './control-types.ts';
import { contactRoutes } from './control/contact-routes.ts';
import { corpRoutes } from './control/corp-routes.ts';
import { memberRoutes } from './control/member-routes.ts';
import { peopleRoutes } from './control/people-routes.ts';
import { phoneRoutes } from './control/phone-routes.ts';
import { platformRoutes } from './control/platform-routes.ts';
import { ControlRouter } from './control/router.ts';
import { scenarioRoutes } from './control/scenario-routes.ts';
import { streamRecord } from './control/stream.ts';
import { sendJson } from './core/http.ts';
import { Emulation } from './emulation.ts';
import { mountModel, type MountedModel } from './model-mount.ts';
import { serveVideo, VIDEO_PATH } from './official-account/media.ts';
import { authorizePerson } from './official-account/oauth.ts';
import { serveSms } from './sms/server.ts';
import type { Switches } from './switches.ts';
import { authorizeMember } from './wecom/oauth.ts';
import type { World } from './world.ts';
import { applyWorld } from './world-store.ts';

export { ControlCallError, EmulatorControl } from './control-client.ts';
export type { Switches } from './switches.ts';
export type { World } from './world.ts';
export type * from './control-types.ts';

export interface EmulatorOptions {
  /** 0 (default): any free port. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** `running` (default): wall time plus what was advanced. `frozen`: only `advance` moves it. */
  clock?: 'frozen' | 'running';
  /** First instant of the clock; default: wall time. Ignored when `stateFile` knows one. */
  startAt?: Date;
  seed?: number;
  /** Where everything is kept; absent: in memory only. */
  stateFile?: string;
  switches?: Partial<Switches>;
  callbackOptions?: Partial<CallbackOptions>;
  /**
   * Callbacks wait until `control.callbackMode({ hold: false })`: for a service that is started after the emulator,
   * so that what was pending at a crash is not used up before anybody listens.
   */
  holdCallbacks?: boolean;
  world?: World;
}

export interface Emulator {
  /** Without a trailing slash. */
  url: string;
  control: EmulatorControl;
  close: () => Promise<void>;
}

/** Starts the emulated platform. @throws {Error} when the port is taken or the state file is unusable */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const { startAt, stateFile } = options;
  const emulation = new Emulation({
    clock: options.clock ?? 'running',
    seed: options.seed ?? 1,
    wall: () => Date.now(),
    ...(startAt === undefined ? {} : { startAt }),
    ...(stateFile === undefined ? {} : { stateFile }),
    ...(options.switches === undefined ? {} : { switches: options.switches }),
  });
  if (options.holdCallbacks !== undefined) emulation.deliveries.setMode({ hold: options.holdCallbacks });
  if (options.callbackOptions !== undefined) emulation.deliveries.setOptions(options.callbackOptions);
  if (options.world !== undefined) applyWorld(emulation, options.world);
  emulation.commit();
  const model = mountModel(emulation);
  const router = new ControlRouter(emulation, [
    ...platformRoutes(emulation),
    ...peopleRoutes(emulation),
    ...memberRoutes(emulation),
    ...scenarioRoutes(emulation),
    ...phoneRoutes(emulation),
    ...contactRoutes(emulation),
    ...corpRoutes(emulation),
  ]);
  const server = createServer((request, response) => {
    serve(emulation, router, model, request, response).catch((error: unknown) => {
      // A fault of the emulator itself must not look like an answer of the platform.
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      if (response.headersSent) response.destroy();
      else sendJson(response, 500, { error: `emulator fault: ${message}` });
    });
  });
  // Longer than any client keeps an idle connection: a reset must be a scripted fault, never chance.
  server.keepAliveTimeout = 600_000;
  await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
  const { address, port } = server.address() as AddressInfo;
  const url = `http://${address}:${port}`;
  return {
    url,
    control: new EmulatorControl(url),
    close: async () => {
      emulation.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function serve(
  emulation: Emulation,
  router: ControlRouter,
  model: MountedModel,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = URL.parse(request.url ?? '/', 'http://emulator');
  if (url === null) return sendJson(response, 400, { error: 'unreadable address' });
  const path = url.pathname;
  if (path.startsWith('/wecom/')) return serveApi(emulation, 'wecom', path.slice('/wecom/'.length), request, response);
  if (path.startsWith('/official-account/')) {
    return serveApi(emulation, 'official-account', path.slice('/official-account/'.length), request, response);
  }
  if (path.startsWith('/sms/') && (await serveSms(emulation, path.slice('/sms/'.length), request, response)))
    return undefined;
  if (path.startsWith('/wecom-oauth/')) return authorizeMember(emulation, request, response, url);
  if (path.startsWith('/official-account-oauth/')) return authorizePerson(emulation, request, response, url);
  if (path.startsWith(VIDEO_PATH)) return serveVideo(emulation, response, path);
  if (await model.handle(request, response)) return undefined;
  if (path === '/_control/record/stream') return streamRecord(emulation, request, response);
  if (path.startsWith('/_control/')) return router.serve(path.slice('/_control'.length), request, response);
  return sendJson(response, 404, {
    error: 'the platform lives under /wecom and /official-account, the controls under /_control',
  });
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
