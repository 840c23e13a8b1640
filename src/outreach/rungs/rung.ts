import type { Day } from '../../calendar.ts';
import type { Connected, Context } from '../../context.ts';
import type { Transaction } from '../../database/database.ts';
import type {
  ChannelIdentity,
  ContactRelation,
  Prisma,
  Reminder,
  SubscriptionConsent,
} from '../../database/generated/client.ts';
import type { NewOutboxMessage } from '../../outbox/index.ts';
import type { OutreachChannel, Rules, Store } from '../../stores/index.ts';
import type { ReminderKindKey } from '../kinds.ts';
import type { ReminderWording } from '../messages.ts';

export type OutreachContext = Pick<
  Context,
  'database' | 'queue' | 'clock' | 'logger' | 'storeId' | 'connected' | 'publicUrl'
>;

/** An owner's identity in one channel with what else is known of it. */
export interface Reachable extends ChannelIdentity {
  /** A person talks with the owner in this chat: the platform lets nobody else write. */
  isWithPerson: boolean;
  /** A complaint of theirs is being handled in this chat: its few messages belong to it. */
  hasOpenTicket: boolean;
  /** Messages in the outbox that will use up the window too. */
  waiting: number;
  /** A message to them that is being made in this very transaction: another reminder can join it. */
  joinable?: { message: NewOutboxMessage; bodies: string[] };
  /** One-time subscription notices they have agreed to. */
  subscriptions: readonly SubscriptionConsent[];
  /** Members of staff who have, or had, them as a contact, the latest first. */
  contacts: readonly Contact[];
}

/** `isOnDuty`: the member works here and is on duty. */
export interface Contact extends ContactRelation {
  isOnDuty: boolean;
}

/** Everything that decides how an owner can be reached. */
export interface Reach {
  identities: readonly Reachable[];
  /** Mobile numbers that are not known to be wrong, the newest first. */
  phones: readonly string[];
  /** When short messages went to the first of these numbers, of late. */
  smsAt: Date[];
  /** They, or their carrier for them, refuse short messages. */
  refusesSms: boolean;
  /** Group sends that they got or still wait for: when each went out, or was collected. */
  groupSendsAt: readonly Date[];
}

/** What is known of an owner when one of their reminders is due. */
export interface Subject {
  reminder: Reminder;
  customer: Prisma.CustomerGetPayload<object>;
  vehicle: Prisma.VehicleGetPayload<object> | null;
  reach: Reach;
}

/** What is to be said, and under which rules. */
export interface Want {
  kind: ReminderKindKey;
  dueOn: Day;
  wording: Pick<ReminderWording, 'templateKey' | 'sms'>;
  rules: Rules;
  connected: Connected;
  now: Date;
}

/** Whom the message goes to on one channel. */
export interface Way {
  accountId: string;
  recipient: string;
  identity?: Reachable;
}

/** Open, or why not, in Chinese: it stands with the reminder. */
export type Verdict = { way: Way } | { obstacle: string };

export interface Sending {
  store: Store;
  rules: Rules;
  subject: Subject;
  wording: ReminderWording;
  way: Way;
  /** In the quiet hours: when they end. */
  notBeforeAt: Date | undefined;
}

/**
 * A message, which the caller puts into the outbox, and which may carry several reminders; a task that waits for a member;
 * a call.
 */
export type Carrier = { message: NewOutboxMessage } | { groupSendId: number } | { callTaskId: number };

/** Or why the channel could not carry it after all, and until when a reminder that has tried nothing else waits for it. */
export type Sent = Carrier | { obstacle: string; until?: Date };

/** One channel to an owner: whether it is open is computed from state, never tried blindly. */
export interface Rung {
  channel: OutreachChannel;
  /** Pure. */
  check(reach: Reach, want: Want): Verdict;
  send(context: OutreachContext, tx: Transaction, sending: Sending): Promise<Sent> | Sent;
}

/** The first identity of a channel that is open; else the obstacle of the one used last. */
export function firstOpen(
  identities: readonly Reachable[],
  none: string,
  obstacleOf: (identity: Reachable) => string | undefined,
): Verdict {
  let first: string | undefined;
  for (const identity of identities) {
    const obstacle = obstacleOf(identity);
    if (obstacle === undefined) {
      return { way: { accountId: identity.accountId, recipient: identity.externalId, identity } };
    }
    first ??= obstacle;
  }
  return { obstacle: first ?? none };
}
