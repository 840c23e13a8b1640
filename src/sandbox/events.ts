import { PassThrough } from 'node:stream';
import type { Context } from '../context.ts';
import type { EmulatorControl } from '../emulator/index.ts';

/** The page looks at most this much behind. */
const LOOK_EVERY_MS = 400;
/** While days pass by themselves there is always something new, and every look takes time from them. */
const LOOK_WHEN_BUSY_MS = 2000;
const HEARTBEAT_MS = 15_000;

/**
 * Tells open pages that something changed. One look for all of them, and only while one is open.
 *
 * @param isBusy while it says so the page is told less often
 * @returns `open` makes the stream of one page; `close` ends all
 */
export function createChangeFeed(
  context: Context,
  control: EmulatorControl,
  isBusy: () => boolean = () => false,
): { open(): PassThrough; changed(): void; close(): void } {
  const streams = new Set<PassThrough>();
  let timer: NodeJS.Timeout | undefined;
  let last = '';
  let quietSince = Date.now();

  const send = (line: string) => {
    for (const stream of streams) stream.write(line);
    quietSince = Date.now();
  };

  async function look(): Promise<void> {
    try {
      const mark = await fingerprint(context, control);
      if (mark !== last) {
        last = mark;
        send(`data: ${JSON.stringify({ type: 'changed' })}\n\n`);
      } else if (Date.now() - quietSince > HEARTBEAT_MS) {
        send(': still here\n\n');
      }
    } catch {
      // The database or the emulator is closing; the next look, if any, tells.
    }
    if (streams.size > 0) timer = setTimeout(() => void look(), isBusy() ? LOOK_WHEN_BUSY_MS : LOOK_EVERY_MS);
    else timer = undefined;
  }

  return {
    open() {
      const stream = new PassThrough();
      streams.add(stream);
      stream.once('close', () => streams.delete(stream));
      stream.write(`data: ${JSON.stringify({ type: 'clock', now: context.clock.now().toISOString() })}\n\n`);
      timer ??= setTimeout(() => void look(), 0);
      return stream;
    },
    changed() {
      send(`data: ${JSON.stringify({ type: 'changed' })}\n\n`);
    },
    close() {
      clearTimeout(timer);
      for (const stream of streams) stream.end();
    },
  };
}

/** Changes when anything does that a page shows. */
async function fingerprint(context: Context, control: EmulatorControl): Promise<string> {
  const [row] = await context.database.client.$queryRaw<Record<string, unknown>[]>`
    SELECT (SELECT max(id) FROM inbox_event) AS inbox, (SELECT max(id) FROM decision) AS decision,
      (SELECT max(id) FROM ticket_event) AS event, (SELECT max(id) FROM call_task) AS task,
      (SELECT max(id) || '/' || count(*) FILTER (WHERE status IN ('sent', 'delivered', 'failed')) FROM outbox_message) AS outbox,
      (SELECT count(*) || '/' || count(*) FILTER (WHERE status = 'planned') FROM reminder) AS reminder,
      (SELECT count(*) || '/' || count(confirmed_at) || '/' || coalesce(sum(reminded), 0) FROM group_send) AS group_sends,
      (SELECT coalesce(sum(remaining), 0) FROM subscription_consent) AS consents,
      (SELECT count(*) FROM call_task WHERE status = 'open') AS open_calls,
      (SELECT count(*) FROM import_batch) AS imports, (SELECT count(*) FROM channel_identity WHERE is_subscribed) AS followers`;
  return JSON.stringify([row, await control.lastSeqs()], (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
}
