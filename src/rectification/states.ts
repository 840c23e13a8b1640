/**
 * The one state machine of a rectification 整改. Nothing else changes a status.
 *
 *   open ──measure 措施──► measured ──pass 验证通过──► verified ──approve 同意──► closed
 *    ▲                        │                          │
 *    └──fail 验证不通过───────┘                          │
 *    └──reject 驳回──────────────────────────────────────┘        (back in open a new round begins)
 */
export const RECTIFICATION_STATUSES = {
  open: '待写措施',
  measured: '待验证',
  verified: '待总经理决定',
  closed: '已关闭',
} as const;
export type RectificationStatus = keyof typeof RECTIFICATION_STATUSES;

/** Step → the state it leaves, and the one it enters. */
export const RECTIFICATION_STEPS = {
  measure: { from: 'open', to: 'measured' },
  pass: { from: 'measured', to: 'verified' },
  fail: { from: 'measured', to: 'open' },
  approve: { from: 'verified', to: 'closed' },
  reject: { from: 'verified', to: 'open' },
} as const satisfies Record<string, { from: RectificationStatus; to: RectificationStatus }>;
export type RectificationStep = keyof typeof RECTIFICATION_STEPS;

export const UNFINISHED_STATUSES: readonly RectificationStatus[] = ['open', 'measured', 'verified'];
