export { acknowledgeTicket } from './acknowledge.ts';
export { afterCardDelivery } from './after-card-delivery.ts';
export { afterCardUpdate } from './after-card-update.ts';
export { addOwnerMessage } from './add-message.ts';
export { askForVerdictAgain, awaitsResult } from './ask-for-verdict.ts';
export { assignTicket } from './assign.ts';
export { bindReporter, bindTickets } from './bind-reporter.ts';
export { CARD_KEYS, departmentOfButton } from './card-buttons.ts';
export { type CardClick, listWaitingFor, refreshCards, rememberCardCode } from './cards.ts';
export { getTicket, isResponsible, recordEvent, ticketThatGoesOn } from './change.ts';
export { CLOCK_NAMES, type ClockHistory, type ClockName, deadlineOf, historiesOf } from './clocks.ts';
export { commentTicket } from './comment.ts';
export { isDanger, isOnlyThreat } from './danger.ts';
export { dismissTicket } from './dismiss.ts';
export { endWaitingForOwner } from './end-waiting-for-owner.ts';
export { DISMISSED_KINDS, type DismissedKind } from './dismissed-kinds.ts';
export { type ComplaintEntry, ENTRY_SOURCES, enterComplaint, type EntrySource } from './enter-complaint.ts';
export {
  findTicketByNumber,
  listAwaitingResult,
  listEvents,
  listTicketsOf,
  ticketNumberIn,
  withoutTicketNumber,
} from './find.ts';
export { findOwner, type OwnerClues } from './find-owner.ts';
export { handOverTicket } from './hand-over.ts';
export { likelyDepartments } from './likely-departments.ts';
export { mergeTickets } from './merge.ts';
export { toOwner as ticketMessagesToOwner, toStaff as ticketMessagesToStaff } from './messages.ts';
export { noteToOwner } from './note-to-owner.ts';
export { openTicket, type OpenTicketInput } from './open.ts';
export { findOpenMatter, type Matter } from './open-matter.ts';
export { leadersOf, peopleOn } from './people.ts';
export { pauseTicket } from './pause.ts';
export { recategorizeTicket } from './recategorize.ts';
export { findRecall } from './recall.ts';
export { recordDecision } from './record-decision.ts';
export { resolveTicket } from './resolve.ts';
export { resumeTicket } from './resume.ts';
export { afterStaffDelivery } from './return-orphans.ts';
export { isCustomerCare, isInvolved, leadsTheHouse, leadsTicket, mustBeInvolved } from './roles.ts';
export { splitTicket } from './split.ts';
export {
  ENDED_STATUSES,
  OPEN_STATUSES,
  TICKET_STATUSES,
  type TicketStatus,
  type TicketVerb,
  TRANSITIONS,
} from './states.ts';
export { PAUSE_REASONS, type PauseReason } from './standstill.ts';
export { endOfNight, tellStaff } from './tell-staff.ts';
export { takeBackTicket } from './take-back.ts';
export { listUnreadResults, readResult } from './unread-results.ts';
export { callForVerification } from './verification-call.ts';
export { trackTicket } from './track.ts';
export { understandEntry } from './understand-entry.ts';
export { verifyTicket } from './verify.ts';
export { watchDeadlines } from './watch-deadlines.ts';
export { watchTickets } from './watch-tickets.ts';
export { type WorkingTime } from '../working-time.ts';
