import type { Ticket } from '../database/generated/client.ts';
import { type Decision, understandLocally } from '../understanding/index.ts';

/** Names of the severity rules about life and limb, as they stand in a decision's reasons. */
const SAFETY = /^(?:起火|人身伤害|安全气囊|制动失灵|转向失灵|车辆失控|行驶中失去动力|事故救援):/;
/** Names of the rules about threats: grave, but nobody is in danger. */
const THREAT = /^(?:媒体曝光|监管与诉讼|群体|过激威胁|退换车或三包):/;

/** Words that only press ("我要退车，不行就找媒体"): what they are about has been said before. */
export function isOnlyThreat({ kind, categories, severity, reliedOn }: Decision): boolean {
  return (
    (severity === 'P0' || severity === 'P1') &&
    kind !== 'rescue' &&
    categories.every((category) => category === 'Z9') &&
    reliedOn.some((reason) => THREAT.test(reason)) &&
    !reliedOn.some((reason) => SAFETY.test(reason))
  );
}

/** Whether a grave ticket is about people in danger, rather than about people who are very angry. */
export function isDanger(ticket: Pick<Ticket, 'kind' | 'categories' | 'description'>): boolean {
  if (ticket.kind === 'rescue') return true;
  const { reliedOn } = understandLocally({ messages: [ticket.description] });
  if (reliedOn.some((reason) => SAFETY.test(reason))) return true;
  // Only a model found it grave: about the car it may be danger.
  return !reliedOn.some((reason) => THREAT.test(reason)) && ticket.categories.some((code) => code.startsWith('Q'));
}
