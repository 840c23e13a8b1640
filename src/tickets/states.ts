/**
 * The one state machine of a ticket. Nothing else changes a status.
 *
 *   triage ──route──► routed ──acknowledge──► acknowledged ──track──► tracking ──resolve──► resolved ──close──► closed
 *                       ▲  ▲                      │  │  └───────────────resolve──────────────►│
 *                       │  └──────── handOver ────┘  (also from routed and tracking)          │
 *                       └──────────────────────────── reopen ◄───────────────────────────────┘
 */
export const TICKET_STATUSES = {
  triage: '待分派',
  routed: '待签收',
  acknowledged: '已签收',
  tracking: '处理中',
  resolved: '待回访',
  closed: '已关闭',
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
} as const satisfies Record<string, { from: readonly TicketStatus[]; to: TicketStatus }>;
export type TicketVerb = keyof typeof TRANSITIONS;

export function canChange(verb: TicketVerb, from: TicketStatus): boolean {
  return (TRANSITIONS[verb].from as readonly TicketStatus[]).includes(from);
}

/** States in which the department still has work to do. */
export const OPEN_STATUSES: readonly TicketStatus[] = ['triage', 'routed', 'acknowledged', 'tracking'];
