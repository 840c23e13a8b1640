import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Attachment } from '../database/generated/client.ts';
import { CareError, PlatformError } from '../errors.ts';
import type { MediaFile, StoreChannels } from '../ports.ts';
import { writeContent } from './content.ts';
import { safeFileName } from './file-name.ts';
import { fileKind, FILE_KINDS } from './kinds.ts';
import type { FetchFailure } from './messages.ts';
import { sniff } from './sniff.ts';
import { tellNotFetched } from './tell-not-fetched.ts';

/** Longer than any fetch takes: a claim that is this old belongs to a process that died. */
const CLAIM_MS = 2 * 60_000;
const LONGEST_WAIT_MS = 10 * 60_000;
/** The platform asked for fewer calls. */
const RATE_LIMITED = 45009;
const RATE_WAIT_MS = 65_000;
/** What the platform will never hand out, and how it says so. */
const HOPELESS: Readonly<Record<number, FetchFailure>> = { 40007: 'unknown', 40145: 'expired', 830002: 'tooLarge' };

/**
 * Fetches one file and keeps it. Claimed by a due time that moves ahead, so that of several workers one fetches, and what
 * a dying one leaves behind is due again by itself. Tried until the platform throws the file away.
 *
 * @param key `store:attachment id`
 */
export async function fetchAttachment(context: Context, media: StoreChannels['media'], key: string): Promise<void> {
  const row = await claim(context, Number(key.slice(context.storeId.length + 1)));
  if (row === undefined) return;
  if (row.expiresAt <= context.clock.now()) return giveUp(context, row, 'expired', 'not fetched in time');
  const source = media?.[row.channel as keyof NonNullable<typeof media>];
  if (source === undefined || row.mediaId === null) {
    return postpone(context, row, LONGEST_WAIT_MS, `channel ${row.channel} is not connected`);
  }
  let file: MediaFile;
  try {
    const { maxBytes } = FILE_KINDS[fileKind(row.msgType)];
    file = await source.fetch({ mediaId: row.mediaId, maxBytes });
  } catch (error) {
    return onFailure(context, row, error);
  }
  if (file.content.length === 0) return postpone(context, row, waitOf(row), 'the file came without content');
  await store(context, row, file);
}

/** @returns undefined when it is not due, is settled, or another worker has it */
async function claim(context: Context, id: number): Promise<Attachment | undefined> {
  const now = context.clock.now();
  const [row] = await context.database.client.attachment.updateManyAndReturn({
    where: { id, storeId: context.storeId, status: 'pending', notBeforeAt: { lte: now } },
    data: { attempts: { increment: 1 }, notBeforeAt: new Date(now.getTime() + CLAIM_MS) },
  });
  return row;
}

/** Only for the claim it was fetched under: a worker that was thought dead changes nothing. */
const claimOf = (row: Attachment) => ({ id: row.id, status: 'pending', attempts: row.attempts });

async function store(context: Context, row: Attachment, file: MediaFile): Promise<void> {
  const type = sniff(file.content);
  const sha256 = createHash('sha256').update(file.content).digest('hex');
  await context.database.transaction(async (tx) => {
    const { count } = await tx.attachment.updateMany({
      where: claimOf(row),
      data: {
        status: 'stored',
        storedAt: context.clock.now(),
        fileName: safeFileName(file.fileName, type, { id: row.id, kind: fileKind(row.msgType) }),
        contentType: type.contentType,
        byteLength: file.content.length,
        sha256,
        error: null,
      },
    });
    if (count === 0) return;
    // The same picture sent twice in one chat is kept once.
    const same =
      row.conversationId === null
        ? null
        : await tx.attachment.findFirst({
            where: { conversationId: row.conversationId, sha256, content: { isNot: null } },
            select: { id: true },
          });
    if (same === null) await writeContent(tx, row.id, file.content);
  });
  context.logger.info({ attachmentId: row.id, byteLength: file.content.length }, 'attachment stored');
}

async function onFailure(context: Context, row: Attachment, error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof CareError && error.code === 'LIMIT_EXCEEDED') return giveUp(context, row, 'tooLarge', reason);
  if (!(error instanceof PlatformError)) return postpone(context, row, waitOf(row), reason);
  const failure = HOPELESS[error.errcode];
  if (failure !== undefined) return giveUp(context, row, failure, reason);
  if (error.errcode !== RATE_LIMITED) return postpone(context, row, waitOf(row), reason);
  await postpone(context, row, RATE_WAIT_MS, reason);
  // The others would only be refused too, and the platform counts refused calls.
  const until = new Date(context.clock.now().getTime() + RATE_WAIT_MS);
  await context.database.client.attachment.updateMany({
    where: { storeId: row.storeId, channel: row.channel, status: 'pending', notBeforeAt: { lt: until } },
    data: { notBeforeAt: until },
  });
}

/** 2 s, 4 s, 8 s … at most ten minutes. */
function waitOf(row: Attachment): number {
  return Math.min(2 ** Math.min(row.attempts, 20) * 1000, LONGEST_WAIT_MS);
}

async function postpone(context: Context, row: Attachment, waitMs: number, reason: string): Promise<void> {
  await context.database.client.attachment.updateMany({
    where: claimOf(row),
    data: { notBeforeAt: new Date(context.clock.now().getTime() + waitMs), error: reason.slice(0, 500) },
  });
  context.logger.warn({ attachmentId: row.id, attempts: row.attempts, error: reason }, 'attachment not fetched yet');
}

async function giveUp(context: Context, row: Attachment, failure: FetchFailure, reason: string): Promise<void> {
  await context.database.transaction(async (tx) => {
    const { count } = await tx.attachment.updateMany({
      where: claimOf(row),
      data: { status: failure === 'expired' ? 'expired' : 'failed', error: failure },
    });
    if (count === 0) return;
    // Linked to its ticket meanwhile, perhaps.
    await tellNotFetched(context, tx, await tx.attachment.findUniqueOrThrow({ where: { id: row.id } }));
  });
  context.logger.warn({ attachmentId: row.id, failure, error: reason }, 'attachment given up');
}
