import { dayOf } from '../calendar.ts';
import type { Journey } from '../console/contract.ts';
import type { Context } from '../context.ts';
import type { EmulatorControl } from '../emulator/index.ts';
import { CareError } from '../errors.ts';
import { listOutreachDays } from './outreach-days.ts';
import { DAY_S, type Traveller } from './travel.ts';

export interface JourneyKeeper {
  /** The journey under way, or the last one; undefined before the first. */
  state(): Promise<Journey | undefined>;
  isUnderWay(): boolean;
  /**
   * Lets days pass, one after the other, each with everything that is due in it. Returns at once.
   *
   * @param input.confirmGroupSends members confirm their group sends as they come
   * @throws {CareError} `CONFLICT` while another one goes on
   */
  start(input: { days: number; confirmGroupSends: boolean }): void;
  /** Ends it at its next stop; settles when it has ended. */
  stop(): Promise<void>;
}

/** Days that pass by themselves in the sandbox. @param changed told when they have passed */
export function createJourneyKeeper(parts: {
  context: Context;
  control: EmulatorControl;
  traveller: () => Traveller;
  changed: () => void;
}): JourneyKeeper {
  const { context, control } = parts;
  let last: { startedAt: Date; days: number; passed: number; note?: string } | undefined;
  let underWay: { end: AbortController; over: Promise<void> } | undefined;

  /** What members have waiting on their phones is sent. */
  async function confirmAll(): Promise<boolean> {
    const waiting = await context.database.client.groupSend.findMany({
      where: {
        storeId: context.storeId,
        msgId: { not: null },
        confirmedAt: null,
        // They know of it: the message that says so has been written.
        remindAt: { not: null },
        deadlineAt: { gt: context.clock.now() },
      },
      select: { senderUserId: true },
      distinct: ['senderUserId'],
    });
    let confirmed = false;
    for (const { senderUserId } of waiting) {
      const member = control.member(senderUserId);
      for (const task of await member.groupSends()) {
        if (task.status !== 'waiting') continue;
        await member.confirmGroupSend(task.msgid);
        confirmed = true;
      }
    }
    return confirmed;
  }

  async function travel(
    journey: NonNullable<typeof last>,
    confirmGroupSends: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      const onStop = async () => {
        journey.passed = Math.min(journey.days, daysSince(journey.startedAt));
        return confirmGroupSends && (await confirmAll());
      };
      await parts.traveller().advance(journey.days * DAY_S, { signal, onStop, inLeaps: true });
      if (signal.aborted) journey.note = '已停下';
    } catch (error) {
      context.logger.error({ error: String(error) }, 'the journey broke off');
      journey.note = (error instanceof CareError ? error.userMessage : undefined) ?? '中途出错，已停下';
    } finally {
      underWay = undefined;
      parts.changed();
    }
  }

  const daysSince = (start: Date) => Math.floor((context.clock.now().getTime() - start.getTime()) / (DAY_S * 1000));

  return {
    async state() {
      if (last === undefined) return undefined;
      const { days, passed, note, startedAt } = last;
      const log = await listOutreachDays(context, dayOf(startedAt));
      return { running: underWay !== undefined, days, passed, log, ...(note === undefined ? {} : { note }) };
    },
    isUnderWay: () => underWay !== undefined,
    start({ days, confirmGroupSends }) {
      if (underWay !== undefined) {
        throw new CareError('CONFLICT', 'a journey is under way', { userMessage: '时间正在快进，请先停下来。' });
      }
      last = { startedAt: context.clock.now(), days, passed: 0 };
      const end = new AbortController();
      // `over` never rejects: what goes wrong is the journey's note.
      const over = Promise.resolve(last).then((journey) => travel(journey, confirmGroupSends, end.signal));
      underWay = { end, over };
    },
    async stop() {
      const journey = underWay;
      journey?.end.abort();
      await journey?.over;
    },
  };
}
