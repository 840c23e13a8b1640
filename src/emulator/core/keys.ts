/** Row keys that more than one part needs. */

export function appKey(corpId: string, agentId: number): string {
  return `${corpId}/${agentId}`;
}

export function sessionKey(openKfId: string, externalUserId: string): string {
  return `${openKfId}/${externalUserId}`;
}

export function followerKey(appId: string, openId: string): string {
  return `${appId}/${openId}`;
}

export function cardKey(corpId: string, agentId: number, taskId: string): string {
  return `${corpId}/${agentId}/${taskId}`;
}
