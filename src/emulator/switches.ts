/**
 * Behaviours that the platform's documents leave open ([U] in the rules) and limits that a test may want smaller.
 * Each one is a switch; the defaults are what the rules prescribe.
 */
export interface Switches {
  /** T3: a repeated gettoken inside the validity answers the same token. */
  gettokenSameToken: boolean;
  /** T4: wrong secrets from one address before it is refused for an hour. */
  gettokenFailuresBeforeBlock: number;
  /** T4: errcode while the address is refused. */
  gettokenBlockErrcode: number;
  /** C4: any answer other than 200 is repeated; false: only connection failures and timeouts are. */
  retryOnNon200: boolean;
  /** C5: repeats carry a new timestamp, nonce and ciphertext. */
  freshEnvelopeOnRetry: boolean;
  /** C10: a passive reply to `template_card_event` is honoured (the real platform ignores it). */
  passiveReplyToCardEvent: boolean;
  /** A1: an over-long text is cut before the code point that crosses the limit, or right at the byte. */
  textTruncation: 'code-point' | 'byte';
  /** A3: messages of one app to one member, a minute and an hour. */
  memberMessagesPerMinute: number;
  memberMessagesPerHour: number;
  /** A4: account limit of the corp; × 200 person-times a day and app. */
  corpAccountLimit: number;
  /** A4: errcode beyond it. */
  dailyPersonTimesErrcode: number;
  /** A5: errcode of a suppressed duplicate. */
  duplicateCheckErrcode: number;
  /** A6: hours a response_code lives (2026 page: 72, 2021 page: 24). */
  responseCodeHours: number;
  /** A15: base quotas and how long a block lasts. */
  apiCallsPerMinute: number;
  apiCallsPerHour: number;
  ipCallsPerMinute: number;
  ipCallsPerHour: number;
  /** K2: sync_msg calls without token, a minute and corp. */
  kfTokenlessPullsPerMinute: number;
  /** K3: the same cursor twice gives the same page (plus newer entries). */
  kfCursorRepeatable: boolean;
  /** K9: errcode of a malformed msgid. */
  kfMsgidErrcode: number;
  /** K11: an owner's message older than 48 h no longer suppresses the welcome code. */
  kfWelcomeMessageWindowBounded: boolean;
  /** K12: errcode of a used, expired or unknown event code. */
  kfEventCodeErrcode: number;
  /** K13: service_state/trans 0 → 1. */
  kfAllowZeroToOne: boolean;
  /** K13: service_state/trans {0, 1, 2} → 4. */
  kfAllowEndFromAnyState: boolean;
  /** K17: consultations of an unverified corp; null: verified, unlimited. */
  kfConsultLimit: number | null;
  /** K19: the corp has bound a developer account, so unionid is told. */
  kfUnionIdBound: boolean;
  /** T6: seconds the former Official Account token keeps working. */
  oaFormerTokenSeconds: number;
  /** G3: errcode of an unknown Official Account token: 40001 or 40014. */
  oaInvalidTokenErrcode: number;
  /** O3: errcode of a repeated client_msg_id. */
  oaDuplicateClientMsgIdErrcode: number;
  /** O5: template messages a day and account. */
  oaDailyTemplateQuota: number;
  /** O8: bizsend answers a msgid (the page shows none). */
  oaBizsendTellsMsgid: boolean;
  /** O11: unionid is told also for non-followers. */
  oaUnionIdForNonFollowers: boolean;
  /** X5: broadcasts a customer may get in a calendar month; 0: as many as it has days (older pages: 4). */
  groupSendsPerCustomerMonth: number;
  /** X5: and on one day, where the administrator lowered it; 0: no such rule. */
  groupSendsPerCustomerDay: number;
  /** X6: seconds during which results answer 41063. */
  groupSendDispatchSeconds: number;
  /** X8: tags of a corp (error table: 3,000, page: 10,000). */
  corpTagCap: number;
  /** X8: errcode when an app changes a tag that it did not create. */
  foreignTagErrcode: number;
  /** X9: transfers of a customer within 90 days. */
  transfersPer90Days: number;
  /** S4: seconds until a vendor's delivery report. */
  smsReportSeconds: number;
  /** S3: 华为云 status of a number over its caps, or of a promotion at night (the pages name none). */
  huaweiLimitStatus: string;
  /** S3: 华为云 status of an account without balance (the pages name none). */
  huaweiArrearsStatus: string;
}

export const defaultSwitches: Switches = {
  gettokenSameToken: true,
  gettokenFailuresBeforeBlock: 20,
  gettokenBlockErrcode: 45009,
  retryOnNon200: true,
  freshEnvelopeOnRetry: true,
  passiveReplyToCardEvent: false,
  textTruncation: 'code-point',
  memberMessagesPerMinute: 30,
  memberMessagesPerHour: 1000,
  corpAccountLimit: 1000,
  dailyPersonTimesErrcode: 45009,
  duplicateCheckErrcode: 0,
  responseCodeHours: 72,
  apiCallsPerMinute: 10_000,
  apiCallsPerHour: 150_000,
  ipCallsPerMinute: 20_000,
  ipCallsPerHour: 600_000,
  kfTokenlessPullsPerMinute: 6,
  kfCursorRepeatable: true,
  kfMsgidErrcode: 40058,
  kfWelcomeMessageWindowBounded: true,
  kfEventCodeErrcode: 40058,
  kfAllowZeroToOne: true,
  kfAllowEndFromAnyState: false,
  kfConsultLimit: null,
  kfUnionIdBound: false,
  oaFormerTokenSeconds: 300,
  oaInvalidTokenErrcode: 40001,
  oaDuplicateClientMsgIdErrcode: 0,
  oaDailyTemplateQuota: 100_000,
  oaBizsendTellsMsgid: false,
  oaUnionIdForNonFollowers: false,
  groupSendsPerCustomerMonth: 0,
  groupSendsPerCustomerDay: 0,
  groupSendDispatchSeconds: 60,
  corpTagCap: 3000,
  foreignTagErrcode: 48002,
  transfersPer90Days: 2,
  smsReportSeconds: 5,
  huaweiLimitStatus: 'E200040',
  huaweiArrearsStatus: 'E200041',
};
