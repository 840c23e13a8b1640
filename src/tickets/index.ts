export { acknowledgeTicket } from './acknowledge.ts';
export { afterCardDelivery } from './after-card-delivery.ts';
export { addOwnerMessage } from './add-message.ts';
export { CARD_KEYS, type CardClick, refreshCards, rememberCardCode } from './cards.ts';
export { getTicket, mustBeResponsible } from './change.ts';
export { CLOCK_NAMES, type ClockName, deadlineOf } from './clocks.ts';
export { isDanger } from './danger.ts';
export {
  findTicketAwaitingResult,
  findTicketByNumber,
  listEvents,
  listTicketsOf,
  ticketNumberIn,
  withoutTicketNumber,
} from './find.ts';
export { handOverTicket } from './hand-over.ts';
export { toOwner as ticketMessagesToOwner, toStaff as ticketMessagesToStaff } from './messages.ts';
export { openTicket, type OpenTicketInput } from './open.ts';
export { leadersOf } from './people.ts';
export { resolveTicket } from './resolve.ts';
export {
  canChange,
  OPEN_STATUSES,
  TICKET_STATUSES,
  type TicketStatus,
  type TicketVerb,
  TRANSITIONS,
} from './states.ts';
export { tellStaff } from './tell-staff.ts';
export { callForVerification } from './verification-call.ts';
export { trackTicket } from './track.ts';
export { verifyTicket } from './verify.ts';
export { watchDeadlines } from './watch-deadlines.ts';
export { addWorkingMinutes, nextWorkingDay, type WorkingTime } from './working-time.ts';
