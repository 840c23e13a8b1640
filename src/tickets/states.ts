/**
 * The one state machine of a ticket. Nothing else changes a status.
 *
 *   triage ─handOver► routed ──acknowledge──► acknowledged ──track──► tracking ──resolve──► resolved ──close──► closed
 *                       ▲  ▲                      │  │  └───────────────resolve──────────────►│
 *                       │  └──────── handOver ────┘  (also from routed and tracking)          │
 *                       └──────────────────────────── reopen ◄───────────────────────────────┘
 *
 *   routed, acknowledged, tracking ──takeBack──► routed               routed ──retriage──► triage (routed by hand, taken back)
 *   any but closed ──merge──► merged (the other ticket goes on)      triage, routed ──dismiss──► dismissed (was no complaint)
 */
export const TICKET_STATUSES = {
  triage: '待分派',
  routed: '待签收',
  acknowledged: '已签收',
  tracking: '处理中',
  resolved: '待回访',
  closed: '已关闭',
  merged: '已合并',
  dismissed: '非投诉',
} as const;
export type TicketStatus = keyof typeof TICKET_STATUSES;

/** Verb → the states it leaves, and the one it enters. */
export const TRANSITIONS = {
  handOver: { from: ['triage', 'routed', 'acknowledged', 'tracking'], to: 'routed' },
  acknowledge: { from: ['triage', 'routed'], to: 'acknowledged' },
  track: { from: ['acknowledged', 'tracking'], to: 'tracking' },
  resolve: { from: ['acknowledged', 'tracking'], to: 'resolved' },
  close: { from: ['resolved'], to: 'closed' },
  reopen: { from: ['resolved', 'closed'], to: 'routed' },
  takeBack: { from: ['routed', 'acknowledged', 'tracking'], to: 'routed' },
  retriage: { from: ['routed'], to: 'triage' },
  merge: { from: ['triage', 'routed', 'acknowledged', 'tracking', 'resolved'], to: 'merged' },
  dismiss: { from: ['triage', 'routed'], to: 'dismissed' },
} as const satisfies Record<string, { from: readonly TicketStatus[]; to: TicketStatus }>;
export type TicketVerb = keyof typeof TRANSITIONS;

export function canChange(verb: TicketVerb, from: TicketStatus): boolean {
  return (TRANSITIONS[verb].from as readonly TicketStatus[]).includes(from);
}

/** States after which nothing is to be done any more. */
export const ENDED_STATUSES: readonly TicketStatus[] = ['closed', 'merged', 'dismissed'];

/** States in which the department still has work to do. */
export const OPEN_STATUSES: readonly TicketStatus[] = ['triage', 'routed', 'acknowledged', 'tracking'];
