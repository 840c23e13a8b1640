/** The few interfaces to systems that we do not own. Imports nothing but types of errors. */
import type { SmsFailure } from './errors.ts';

/** A short labelled example, shown to the model because it resembles the text. Holds no personal data. */
export interface LabelledExample {
  text: string;
  kind: string;
  categories: readonly string[];
  severity: string;
}

/** What the rules and the local classifier think, without any words of the owner. */
export interface LocalGuess {
  kind: string;
  categories: readonly string[];
  severity: string;
}

/**
 * A model's opinion on one text. The adapter has checked the shape and the closed lists and put personal data back;
 * the receiver checks the lists and the evidence again, because it trusts no port.
 */
export interface ModelAnswer {
  kind: string;
  categories: readonly string[];
  severity: string;
  /** 0–1, the model's own word; weak evidence. */
  confidence: number;
  /** Literal substring of the text. */
  evidence: string;
  demand: string;
  summary: string;
  reliedOn: readonly string[];
  promptName: string;
  promptVersion: string;
  model: string;
}

/** A language model that classifies an owner's text; a helper that may be slow, down or wrong. */
export interface MessageClassifier {
  /**
   * @throws when no valid answer came in time; the message says why in English and holds no personal data
   */
  classify(
    input: {
      text: string;
      context?: string;
      /** People known to the store: replaced before the text leaves. */
      names?: readonly string[];
      localGuess: LocalGuess;
      examples: readonly LabelledExample[];
    },
    /** `isRepeat`: ask once more, without the local guess and past any cache, to see whether the answer holds. */
    options: { signal: AbortSignal; isRepeat?: boolean },
  ): Promise<ModelAnswer>;
}

/** What a question about figures may be made of, as lines for a prompt. */
export interface QuestionCatalogue {
  metrics: string;
  filters: string;
  groupings: string;
  examples: string;
}

/** A language model that reads a question about figures which the rules do not understand; it may be slow, down or wrong. */
export interface QuestionReader {
  /**
   * @param input.names people known to the store: replaced before the text leaves, as plates and phones are
   * @param input.previous the question before, put into words
   * @param input.check makes sense of the parsed answer, personal data put back by `restore`; or tells its fault (names of
   * fields only), for the one repair
   * @throws when no valid answer came in time; the message says why in English and holds no personal data
   */
  read<T>(
    input: {
      text: string;
      today: string;
      previous?: string;
      names: readonly string[];
      catalogue: QuestionCatalogue;
      check: (answer: unknown, restore: (text: string) => string) => { value: T } | { fault: string };
    },
    options: { signal: AbortSignal },
  ): Promise<{ value: T; promptName: string; promptVersion: string; model: string }>;
}

// ---- the platform, as the department sees it ----------------------------------------------------

/** A card in a staff member's chat. Lengths are cut by the adapter where the platform would. */
export interface StaffCard {
  /** Unique for ever: [0-9A-Za-z_\-@], at most 128 bytes. */
  taskId: string;
  title: string;
  subtitle: string;
  /** Shown as a quotation: the owner's own words. */
  quote?: string;
  /** At most 6. */
  fields: readonly { label: string; value: string }[];
  /** At most 6; none makes a plain notice. */
  buttons: readonly { key: string; text: string; style: 'primary' | 'danger' | 'plain' }[];
  /** One pick list of at most 10, sent along with any button. */
  selection?: { key: string; title: string; options: readonly { id: string; text: string }[]; selectedId?: string };
  /** Page behind the card. */
  url: string;
}

/** Accepted by the platform. `invalidUserIds`: members it could not reach although it accepted the message. */
export interface StaffReceipt {
  platformMessageId: string;
  responseCode?: string;
  invalidUserIds: readonly string[];
}

/** Staff in the WeCom app. Every method throws PlatformError (answered) or PlatformUnreachableError (no answer). */
export interface StaffMessenger {
  sendText(input: { userIds: readonly string[]; text: string }): Promise<StaffReceipt>;
  sendCard(input: { userIds: readonly string[]; card: StaffCard }): Promise<StaffReceipt>;
  /** Each response code updates a card once. */
  updateCard(input: { userIds: readonly string[]; card: StaffCard; responseCode: string }): Promise<void>;
  /**
   * Puts a file where messages can name it, for three days. One too many is forgotten there by itself.
   *
   * @returns its media id
   */
  uploadFile(file: StaffFile): Promise<string>;
  /** @param input.mediaId of a file uploaded as that kind; the platform answers 40007 or 40145 when it has it no more */
  sendFile(input: { userIds: readonly string[]; kind: StaffFile['kind']; mediaId: string }): Promise<StaffReceipt>;
}

/** A picture (JPG or PNG, at most 10 MB) or a file (at most 20 MB); both larger than 5 bytes. */
export interface StaffFile {
  kind: 'image' | 'file';
  fileName: string;
  contentType: string;
  content: Uint8Array<ArrayBuffer>;
}

/** A text with buttons that the owner may tap. */
export interface OwnerMenu {
  head: string;
  items: readonly { id: string; text: string }[];
  tail?: string;
}

/** Owners in 微信客服. `messageId` is the idempotency key: [0-9A-Za-z_-]{1,32}. */
export interface OwnerMessenger {
  send(input: {
    openKfId: string;
    externalUserId: string;
    messageId: string;
    text?: string;
    menu?: OwnerMenu;
  }): Promise<{ platformMessageId: string }>;
  /** Answer to an event with a code (welcome, end of a session): once, within 20 s. */
  sendOnEvent(input: {
    code: string;
    messageId: string;
    text?: string;
    menu?: OwnerMenu;
  }): Promise<{ platformMessageId: string }>;
  /** Hands the session to a person, or to the waiting pool when `servicerUserId` is absent. */
  handToPerson(input: { openKfId: string; externalUserId: string; servicerUserId?: string }): Promise<void>;
  /**
   * Takes the session back from a person, or from the waiting pool.
   *
   * @returns the code for one last message (`sendOnEvent`); undefined when there was no such session
   */
  endSession(input: { openKfId: string; externalUserId: string }): Promise<string | undefined>;
  /** Who has the session now. `nobody`: not taken by anybody, or the bot's. */
  session(input: { openKfId: string; externalUserId: string }): Promise<{
    state: 'nobody' | 'pool' | 'person' | 'ended';
    servicerUserId?: string;
  }>;
  /**
   * The ids that link up to 100 owners to their other identities, by external_userid: of those who have written within
   * 48 h, where the corp has bound an account to an open platform.
   */
  unionIds(externalUserIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** One page of what owners wrote. `entries` are the raw JSON objects of the platform. */
  sync(input: { openKfId: string; cursor?: string; token?: string }): Promise<{
    entries: readonly Record<string, unknown>[];
    nextCursor: string;
    hasMore: boolean;
  }>;
}

/** Owners who follow the service account. */
export interface AccountMessenger {
  sendTemplate(input: {
    openId: string;
    templateId: string;
    data: Readonly<Record<string, { value: string }>>;
    url?: string;
    messageId: string;
  }): Promise<{ platformMessageId: string }>;
  /** Inside the 48 h window of the owner's last message. */
  sendText(input: { openId: string; text: string }): Promise<void>;
  /**
   * A one-time subscription notice (订阅通知): uses up one consent of this person for the template. The platform knows no key
   * for it: whether one without an answer arrived is told by its subscribe_msg_sent_event only.
   */
  sendSubscription(input: {
    openId: string;
    templateId: string;
    data: Readonly<Record<string, { value: string }>>;
    page?: string;
  }): Promise<{ platformMessageId: string }>;
  /** Signs our pages for the client's JS-SDK. Valid for two hours; kept by the adapter until then. */
  jsapiTicket(): Promise<string>;
  /**
   * Whether this person follows, and the id that links them to their other identities: only an account that is bound to an
   * open platform has one.
   */
  follower(openId: string): Promise<{ isSubscribed?: boolean; unionId?: string }>;
  /** Those ids of up to 100 followers, as far as there are any. */
  unionIds(openIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * One page of everybody who follows, at most 10 000.
   *
   * @param after `next` of the page before; '' for the first
   * @returns `next`: '' after the last page, or a page that turns out to be empty. `total`: of the whole list
   */
  followers(after: string): Promise<{ openIds: readonly string[]; next: string; total?: number }>;
  /** A QR code of the account; whoever scans it sends an event with `scene`. `validSeconds`: at most 30 days. */
  createQrCode(input: { scene: string; validSeconds: number }): Promise<{ pictureUrl: string }>;
}

/** How one recipient of a group send fared: 0 not sent, 1 sent, 2 no longer a contact, 3 has had another broadcast. */
export interface GroupSendResult {
  externalUserId: string;
  status: 0 | 1 | 2 | 3;
  sentAt?: Date;
}

/** A group send as the platform's list has it. Whose it is, `groupSendResults` tells: the list names nobody. */
export interface GroupSendEntry {
  msgId: string;
  createdAt: Date;
  text: string;
}

/** Owners who are contacts of a member (客户联系). A group send reaches nobody until that member confirms it. */
export interface ContactMessenger {
  /** False once the platform has said that the app may not use 客户联系 (48002); after an hour it may be tried again. */
  isAllowed(): boolean;
  /**
   * Creates one task for one member. There is no key: one without an answer is looked for with `listGroupSends`.
   *
   * @returns the task's id, and those whom it can't reach (no relation, monthly cap)
   */
  createGroupSend(input: {
    senderUserId: string;
    externalUserIds: readonly string[];
    text: string;
  }): Promise<{ msgId: string; unreachable: readonly string[] }>;
  /** @param input.from at most one month before `to` */
  listGroupSends(input: { from: Date; to: Date }): Promise<GroupSendEntry[]>;
  /**
   * Whether it is this member's, whether they have confirmed, and then each recipient's result. Throws 41063 while it is
   * still being dispatched.
   */
  groupSendResults(input: {
    msgId: string;
    userId: string;
  }): Promise<{ isSender: boolean; isConfirmed: boolean; results: readonly GroupSendResult[] }>;
  /** At most three times in 24 h (41094). */
  remindGroupSend(msgId: string): Promise<void>;
  /** What is not sent stays unsent; what is sent stays sent. */
  cancelGroupSend(msgId: string): Promise<void>;
  /** The first words to somebody who has just added a member: within 20 s, once. */
  sendWelcome(input: { code: string; text: string }): Promise<void>;
  /** One contact with the members who have them; undefined when there is no such relation. */
  contact(externalUserId: string): Promise<
    | {
        externalUserId: string;
        name: string;
        unionId?: string;
        /** `phones`: what the member noted with this contact. */
        followers: readonly { userId: string; addedAt: Date; state: string; phones: readonly string[] }[];
      }
    | undefined
  >;
  /** Members (lower-cased) who may use 客户联系, and each one's contacts: to make up for lost events. */
  followers(): Promise<string[]>;
  contactsOf(userId: string): Promise<string[]>;
}

/** What a vendor says became of a short message. `unknown`: it has never heard of it. */
export type SmsOutcome =
  | { status: 'delivered' | 'onItsWay' | 'unknown' }
  /** `failure`: see SmsFailure. */
  | { status: 'failed'; failure: SmsFailure; vendorCode: string };

/** What a vendor pushes to us. */
export type SmsPush =
  | { kind: 'report'; platformMessageId: string; messageId: string; outcome: SmsOutcome }
  /** An owner answered by SMS. */
  | { kind: 'reply'; phone: string; text: string };

/** Short messages. Every method throws SmsError (answered) or PlatformUnreachableError (no answer). */
export interface SmsSender {
  /** As the vendor's templates are set up: our template names that may be used. */
  readonly templateKeys: readonly string[];
  /** Whether `outcomeOf` asks the vendor; false: only its reports tell. */
  readonly answersOutcomes: boolean;
  /**
   * @param input.messageId ours; the vendor gives it back with its report
   * @returns the vendor's id
   */
  send(input: {
    phone: string;
    templateKey: string;
    values: Readonly<Record<string, string>>;
    messageId: string;
  }): Promise<{ platformMessageId: string }>;
  /** Asks what became of one; for a call without an answer. A vendor without such a question says `onItsWay`. */
  outcomeOf(input: { phone: string; messageId: string; sentAt: Date }): Promise<SmsOutcome>;
  /**
   * Reads what the vendor pushed: reports and answers of owners, each with what names it.
   *
   * @throws {TypeError | SyntaxError} when it is nothing of this vendor's
   */
  readPush(body: string): { key: string; push: SmsPush }[];
}

/** The platform's own login for members, in front of our pages. */
export interface MemberLogin {
  /** The platform's page that sends the visitor to `redirectUri` with `code` and `state`. `isInClient`: it opens inside WeCom. */
  addressOf(input: { redirectUri: string; state: string; isInClient: boolean }): string;
  /**
   * The member behind a code, in lower case; undefined for a visitor who is no member. A code works once, for five
   * minutes. Throws PlatformError (40029, 42003, 42022: no such code, or too late) or PlatformUnreachableError.
   */
  identify(code: string): Promise<string | undefined>;
}

/** Who opens one of our pages in WeChat. */
export interface OwnerLogin {
  /** The platform's page that silently sends the visitor to `redirectUri` with `code` and `state`. */
  addressOf(input: { redirectUri: string; state: string }): string;
  /**
   * The person behind a code, also one who does not follow the account. A code works once, for five minutes.
   * `isSnapshot`: a virtual user of the client's preview, who stands for nobody.
   *
   * @throws PlatformError (40029, 40163: no such code, or used) or PlatformUnreachableError
   */
  identify(code: string): Promise<{ openId: string; unionId?: string; isSnapshot: boolean }>;
}

/** A file that somebody sent. */
export interface MediaFile {
  content: Uint8Array<ArrayBuffer>;
  /** As the platform names it; '' when it does not. Not to be trusted, as the content is not. */
  fileName: string;
}

/** Files by the media id of the message that brought them; the platform keeps them for three days. */
export interface MediaSource {
  /**
   * @throws {CareError} `LIMIT_EXCEEDED` when it is larger than `maxBytes`
   * @throws {PlatformError} 40007 no such id, 40145 expired, 830002 larger than the platform hands out
   * @throws {PlatformUnreachableError} no answer, or not all of it
   */
  fetch(input: { mediaId: string; maxBytes: number }): Promise<MediaFile>;
}

/** One active member of the corp, as the WeCom directory has them. */
export interface DirectoryMember {
  userId: string;
  name: string;
  /** Name of the main department; '' when the app may not see it. */
  department: string;
  position: string;
  isLeader: boolean;
}

/** Who works here, as far as the app may see. */
export interface StaffDirectory {
  list(): Promise<DirectoryMember[]>;
}

/** The channels of one store; a missing one is not connected. */
export interface StoreChannels {
  directory?: StaffDirectory;
  staff?: StaffMessenger;
  owners?: OwnerMessenger;
  account?: AccountMessenger;
  contacts?: ContactMessenger;
  sms?: SmsSender;
  /** By the channel that brought the message. */
  media?: { wecom?: MediaSource; kf?: MediaSource; officialAccount?: MediaSource };
}
