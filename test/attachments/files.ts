import type { House } from '../support/house.ts';
import { waitFor } from '../support/wait.ts';

/** Small files of each kind, with the first bytes that real ones have. */
export const bytes = {
  jpeg: (tail = '') => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), Buffer.from(`JFIF\0${tail}`)]),
  png: (tail = '') => Buffer.concat([Buffer.from('\x89PNG\r\n\x1A\n', 'latin1'), Buffer.from(tail)]),
  amr: () => Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(320, 0x3c)]),
  mp4: () => Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom\0\0\0\0mp41'), Buffer.alloc(64, 7)]),
  pdf: () => Buffer.from('%PDF-1.7\n%…\n1 0 obj\n'),
  html: () => Buffer.from('<!doctype html><script>alert(document.cookie)</script>'),
};

export const COMPLAINT = '你们收费太贵了，工时费比别家贵一倍';

export const base64 = (content: Buffer) => ({ base64: content.toString('base64') });

/** The files of one owner's 微信客服 chat, oldest first. */
export async function filesOf(house: House, personId: string) {
  const identity = await house.database.client.channelIdentity.findFirst({
    where: { externalId: `wmSampleOwner${personId.slice(-4)}`, channel: 'kf' },
    include: { conversation: true },
  });
  return house.database.client.attachment.findMany({
    where: { conversationId: identity?.conversation?.id ?? 0 },
    orderBy: { id: 'asc' },
  });
}

/** Waits until the owner has sent so many files and all of them have this status. */
export function filesAre(house: House, personId: string, status: string, count = 1) {
  return waitFor(async () => {
    const files = await filesOf(house, personId);
    return files.length === count && files.every((file) => file.status === status) ? files : undefined;
  });
}

export async function ticketOf(house: House, personId: string) {
  const [file] = await filesOf(house, personId);
  return waitFor(async () => {
    const ticket = await house.database.client.ticket.findFirst({
      where: { conversationId: file?.conversationId ?? 0 },
      orderBy: { id: 'desc' },
    });
    return ticket ?? undefined;
  });
}

/** Calls of media/get for one file. */
export async function fetchesOf(house: House, mediaId: string | null) {
  const calls = await house.emulator.control.record({ api: 'media/get' });
  return calls.filter((call) => (call.request as { query: Record<string, string> }).query['media_id'] === mediaId);
}
