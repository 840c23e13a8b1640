/** The few interfaces to systems that we do not own. Imports nothing. */

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
    input: { text: string; context?: string; localGuess: LocalGuess; examples: readonly LabelledExample[] },
    options: { signal: AbortSignal },
  ): Promise<ModelAnswer>;
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
  /** Answer to an event with a code (welcome): once, within 20 s. */
  sendOnEvent(input: { code: string; messageId: string; text: string }): Promise<{ platformMessageId: string }>;
  /** Hands the session to a person, or to the waiting pool when `servicerUserId` is absent. */
  handToPerson(input: { openKfId: string; externalUserId: string; servicerUserId?: string }): Promise<void>;
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
}
