import { ControlError } from '../core/platform-error.ts';
import type { RobotRow } from '../core/state.ts';
import type { Emulation } from '../emulation.ts';
import { adminChangesMember, type MemberChange } from '../wecom/contacts-sync.ts';
import { waitForItems } from './inbox.ts';
import type { ControlCall, ControlRoute } from './router.ts';

const CHANGES: readonly MemberChange['changeType'][] = ['create_user', 'update_user', 'delete_user'];

/** What an administrator does on the admin page, and what groups with a robot read. */
export function corpRoutes(emulation: Emulation): ControlRoute[] {
  const { corps, robots, robotItems } = emulation.state;
  const robot = (call: ControlCall): RobotRow => {
    const found = robots.get(call.params['key'] ?? '');
    if (found === undefined) throw new ControlError(404, `no robot ${call.params['key']}`);
    return found;
  };
  return [
    {
      method: 'POST',
      path: '/corps/:corpId/members',
      run: ({ params, fields }) => {
        const corpId = params['corpId'] ?? '';
        if (corps.get(corpId) === undefined) throw new ControlError(404, `no corp ${corpId}`);
        const changeType = CHANGES.find((one) => one === fields.text('changeType'));
        const userId = fields.text('userId');
        if (changeType === undefined) throw new ControlError(400, `changeType is one of ${CHANGES.join(', ')}`);
        if (!/^[\w.@-]{1,64}$/.test(userId)) throw new ControlError(400, 'userId is 1–64 of A-Za-z0-9_.@-');
        const [name, department, newUserId] = ['name', 'department', 'newUserId'].map((one) => fields.text(one));
        adminChangesMember(emulation, corpId, {
          changeType,
          userId,
          ...(name === undefined || name === '' ? {} : { name }),
          ...(department === undefined || department === '' ? {} : { department }),
          ...(newUserId === undefined || newUserId === '' ? {} : { newUserId }),
        });
      },
    },
    {
      method: 'GET',
      path: '/robots/:key/inbox',
      run: (call) => {
        const { key } = robot(call);
        return waitForItems(emulation, call, () => robotItems.values().filter((item) => item.key === key));
      },
    },
    {
      method: 'POST',
      path: '/robots/:key/state',
      run: (call) => {
        const state = call.fields.text('state');
        if (state !== 'active' && state !== 'disabled' && state !== 'removed') {
          throw new ControlError(400, 'state is active, disabled or removed');
        }
        robots.put(robot(call).key, { ...robot(call), state });
      },
    },
  ];
}
