/** Rows of 客户联系. */

/** A member and a customer. Rows of ended relations stay: what is known of them comes back with the next adding. */
export interface ContactRow {
  corpId: string;
  userId: string;
  externalUserId: string;
  personId: string;
  /** The member has the customer: the API works. */
  memberHas: boolean;
  /** The customer has the member: messages arrive. */
  customerHas: boolean;
  addedAt: number;
  addWay: number;
  state?: string;
  remark?: string;
  description?: string;
  remarkMobiles?: string[];
  tagIds: string[];
  lastChatAt?: number;
}

export interface ContactWayRow {
  configId: string;
  corpId: string;
  type: 1 | 2;
  scene: 1 | 2;
  state: string;
  remark: string;
  skipVerify: boolean;
  userIds: string[];
}

export interface WelcomeCodeRow {
  code: string;
  corpId: string;
  userId: string;
  externalUserId: string;
  expiresAt: number;
  used?: boolean;
  /** Another app is sending with it. */
  claimed?: boolean;
}

/** A broadcast and who is to send it to whom. */
export interface GroupSendRow {
  msgid: string;
  corpId: string;
  agentId: number;
  createdAt: number;
  text: string;
  attachments: Record<string, unknown>[];
  /** What a phone shows. */
  shown: string;
  allowSelect: boolean;
  members: {
    userId: string;
    /** 0 not sent, 2 sent. */
    status: 0 | 2;
    sentAt?: number;
    itemId: string;
    /** 0 not sent, 1 sent, 2 no contact any more, 3 had enough broadcasts. */
    customers: { externalUserId: string; status: 0 | 1 | 2 | 3; sentAt?: number }[];
  }[];
  reminders: number[];
  cancelledAt?: number;
}

export interface TransferRow {
  id: string;
  corpId: string;
  from: string;
  to: string;
  externalUserId: string;
  startedAt: number;
  status: 'waiting' | 'done' | 'refused';
  endedAt?: number;
}
