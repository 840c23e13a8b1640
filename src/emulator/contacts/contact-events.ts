import type { Emulation } from '../emulation.ts';
import { appEvents } from '../wecom/member-actions.ts';

/** change_external_contact, to every app of the corp that may use the feature; what the API does calls nobody back. */
export function publishContactEvent(
  emulation: Emulation,
  contact: { corpId: string; userId: string; externalUserId: string },
  changeType: string,
  fields: Record<string, unknown> = {},
): void {
  const apps = emulation.state.apps
    .values()
    .filter((app) => app.corpId === contact.corpId && app.externalContact !== false && app.callback !== undefined);
  for (const app of apps) {
    appEvents(emulation, app, [
      {
        Event: 'change_external_contact',
        ChangeType: changeType,
        UserID: contact.userId,
        ExternalUserID: contact.externalUserId,
        ...fields,
      },
    ]);
  }
}
