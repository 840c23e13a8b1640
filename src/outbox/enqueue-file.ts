import type { Clock } from '../clock.ts';
import type { Transaction } from '../database/database.ts';
import { CareError } from '../errors.ts';
import type { Queue } from '../queue/queue.ts';
import { enqueueOutbox } from './enqueue.ts';
import { payloadSchemas } from './message.ts';

interface Sending {
  queue: Queue;
  clock: Clock;
  storeId: string;
}

export interface NewFile {
  fileName: string;
  contentType: string;
  content: Uint8Array<ArrayBuffer>;
}

export interface FileToStaff {
  /** WeCom member ids; all of them get one message. */
  userIds: readonly string[];
  /** [0-9A-Za-z_-]{1,32}, unique for ever: see `idempotencyKeyOf`. */
  key: string;
  /** Not before this instant. */
  notBeforeAt?: Date;
}

const MEGABYTE = 1024 * 1024;
/** Of WeCom: anything larger is refused there. */
const IMAGE_BYTES = 10 * MEGABYTE;
const FILE_BYTES = 20 * MEGABYTE;
/** A file must be larger than this. */
const MIN_BYTES = 5;

/**
 * Keeps a file and sends it to members of staff, as a picture where it is a PNG or JPG of at most 10 MB. The same key again
 * keeps and sends nothing.
 *
 * @returns the id of the outgoing file
 * @throws {CareError} `VALIDATION` when it is larger than 20 MB or no larger than 5 bytes
 */
export async function enqueueFile(
  context: Sending,
  tx: Transaction,
  { fileName, contentType, content, ...message }: FileToStaff & NewFile,
): Promise<number> {
  const before = await tx.outboxMessage.findUnique({ where: { idempotencyKey: message.key } });
  if (before !== null) return payloadSchemas.wecomFile.parse(before.payload).fileId;
  const fileId = await keepFile(context, tx, { fileName, contentType, content });
  await enqueueKeptFile(context, tx, { ...message, fileId });
  return fileId;
}

/**
 * Keeps a file without sending it: for at least a week, and as long as a report names it.
 *
 * @returns its id
 * @throws {CareError} `VALIDATION` as `enqueueFile`
 */
export async function keepFile(
  { clock, storeId }: Pick<Sending, 'clock' | 'storeId'>,
  tx: Transaction,
  { fileName, contentType, content }: NewFile,
): Promise<number> {
  if (content.length <= MIN_BYTES || content.length > FILE_BYTES) {
    throw new CareError('VALIDATION', `a file of ${content.length} bytes can't be sent`, {
      userMessage: '文件太大，企业微信最多发送 20 MB，请缩小范围再试。',
    });
  }
  const { id } = await tx.outgoingFile.create({
    data: { storeId, fileName, contentType, content, createdAt: clock.now() },
    select: { id: true },
  });
  return id;
}

/** Sends a file that is kept already; it is uploaded once for all `userIds`. @returns the outbox row's id */
export async function enqueueKeptFile(
  context: Sending,
  tx: Transaction,
  { userIds, key, notBeforeAt, fileId }: FileToStaff & { fileId: number },
): Promise<number> {
  const [file] = await tx.$queryRaw<{ name: string; type: string; size: number }[]>`
    SELECT file_name AS name, content_type AS type, length(content) AS size
    FROM outgoing_file WHERE id = ${fileId} AND store_id = ${context.storeId}`;
  if (file === undefined) throw new CareError('NOT_FOUND', `outgoing file ${fileId}`);
  const isImage = ['image/png', 'image/jpeg'].includes(file.type) && file.size <= IMAGE_BYTES;
  return enqueueOutbox(context, tx, {
    channel: isImage ? 'wecomImage' : 'wecomFile',
    accountId: '',
    recipient: userIds.join('|'),
    idempotencyKey: key,
    payload: { fileId },
    preview: `[${isImage ? '图片' : '文件'}] ${file.name}`,
    notBeforeAt,
  });
}
