import { ENDED_STATUSES, OPEN_STATUSES, type TicketStatus } from '../../tickets/index.ts';
import type { Access } from '../access.ts';
import type { Action } from './actions.ts';

export interface Situation {
  status: TicketStatus;
  access: Access;
  isPaused: boolean;
  /** Owner and vehicle are known. */
  isBound: boolean;
  isCritical: boolean;
  hasAssignee: boolean;
  /** Somebody else of the department could take it. */
  hasColleagues: boolean;
}

/** The buttons that the state and the member's role allow, the usual ones first. Pure; the verbs have the last word. */
export function offeredActions(situation: Situation): Action[] {
  const { status, access } = situation;
  const { mayAct, isCare } = access;
  const isInvolved = mayAct || isCare;
  const isEnded = ENDED_STATUSES.includes(status);
  const isWorkedOn = status === 'acknowledged' || status === 'tracking';
  const isBefore = status === 'triage' || status === 'routed';
  const offered: Record<Action, boolean> = {
    acknowledge: isBefore && mayAct,
    note: (isWorkedOn || status === 'resolved') && mayAct,
    resolve: isWorkedOn && mayAct,
    satisfied: status === 'resolved' && access.mayVerify,
    dissatisfied: (status === 'resolved' || status === 'closed') && access.mayVerify,
    handOver: OPEN_STATUSES.includes(status) && mayAct,
    assign: isWorkedOnOrRouted(status) && (access.leads || access.isAssignee) && situation.hasColleagues,
    takeBack: access.mayRecall || (isWorkedOnOrRouted(status) && access.leads && situation.hasAssignee),
    pause: isWorkedOn && mayAct && !situation.isCritical && !situation.isPaused,
    resume: situation.isPaused && mayAct,
    comment: isInvolved,
    noteToOwner: !isEnded && isCare,
    attach: isInvolved && status !== 'merged',
    recategorize: !isEnded && isInvolved,
    bind: !isEnded && isInvolved && !situation.isBound,
    split: !isEnded && isInvolved,
    merge: !isEnded && isInvolved,
    dismiss: isBefore && isCare,
  };
  return (Object.keys(offered) as Action[]).filter((action) => offered[action]);
}

function isWorkedOnOrRouted(status: TicketStatus): boolean {
  return status === 'routed' || status === 'acknowledged' || status === 'tracking';
}
