import { Fields, type OfficialCall } from '../api.ts';
import { PlatformError } from '../core/platform-error.ts';
import type { Emulation } from '../emulation.ts';

const DEFAULT_SECONDS = 60;
const MAX_SECONDS = 2_592_000;

/** qrcode/create (O10). */
export function createQrcode(emulation: Emulation, call: OfficialCall): Record<string, unknown> {
  const fields = new Fields(call.body);
  const action = fields.text('action_name');
  const scene = new Fields(new Fields(fields.object('action_info') ?? {}).object('scene') ?? {});
  const value = readScene(action, scene);
  const temporary = action === 'QR_SCENE' || action === 'QR_STR_SCENE';
  const seconds = fields.number('expire_seconds') ?? DEFAULT_SECONDS;
  if (temporary && (seconds < 1 || seconds > MAX_SECONDS)) throw new PlatformError(40053, 'invalid expire_seconds');
  const ticket = `gQ${emulation.ids.fresh('qr-ticket', 80)}==`;
  const expiresAt = temporary ? emulation.clock.now() + seconds * 1000 : null;
  emulation.state.facts.put(`qr/${call.account.appId}/${ticket}`, { scene: value, expiresAt });
  return {
    ticket,
    ...(temporary ? { expire_seconds: seconds } : {}),
    url: `http://weixin.qq.com/q/${emulation.ids.fixed(ticket, 22)}`,
  };
}

/** The scene of a ticket that still works. */
export function findScene(emulation: Emulation, appId: string, ticket: string): string | undefined {
  const row = emulation.state.facts.get(`qr/${appId}/${ticket}`);
  if (row === undefined) return undefined;
  const expiresAt = row['expiresAt'];
  return typeof expiresAt === 'number' && expiresAt <= emulation.clock.now() ? undefined : String(row['scene']);
}

function readScene(action: string, scene: Fields): string {
  const id = scene.number('scene_id');
  const text = scene.text('scene_str');
  switch (action) {
    case 'QR_SCENE':
      if (id === undefined || !Number.isInteger(id) || id <= 0) throw new PlatformError(40053, 'invalid scene_id');
      return String(id);
    case 'QR_LIMIT_SCENE':
      if (id === undefined || !Number.isInteger(id) || id < 1 || id > 100_000)
        throw new PlatformError(40053, 'invalid scene_id');
      return String(id);
    case 'QR_STR_SCENE':
    case 'QR_LIMIT_STR_SCENE':
      if (text.length < 1 || text.length > 64) throw new PlatformError(40053, 'invalid scene_str');
      return text;
    default:
      throw new PlatformError(40053, 'invalid action_name');
  }
}
