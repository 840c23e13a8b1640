import { dayOf } from '../core/days.ts';
import type { Emulation } from '../emulation.ts';

/** Whether a customer may get no further broadcast of the corp this month, or today where the admin lowered it (X5). */
export function isCapped(emulation: Emulation, corpId: string, externalUserId: string): boolean {
  const today = dayOf(emulation.clock.now());
  const { groupSendsPerCustomerMonth, groupSendsPerCustomerDay } = emulation.switches;
  const monthly = groupSendsPerCustomerMonth > 0 ? groupSendsPerCustomerMonth : daysInMonth(today);
  const days = daysSent(emulation, corpId, externalUserId).filter((day) => day.slice(0, 7) === today.slice(0, 7));
  const todays = days.filter((day) => day === today).length;
  return days.length >= monthly || (groupSendsPerCustomerDay > 0 && todays >= groupSendsPerCustomerDay);
}

export function countBroadcast(emulation: Emulation, corpId: string, externalUserId: string): void {
  const today = dayOf(emulation.clock.now());
  const days = daysSent(emulation, corpId, externalUserId).filter((day) => day.slice(0, 7) === today.slice(0, 7));
  emulation.state.facts.put(key(corpId, externalUserId), { days: [...days, today] });
}

function daysSent(emulation: Emulation, corpId: string, externalUserId: string): string[] {
  return (emulation.state.facts.get(key(corpId, externalUserId))?.['days'] ?? []) as string[];
}

function daysInMonth(day: string): number {
  return new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();
}

function key(corpId: string, externalUserId: string): string {
  return `broadcasts/${corpId}/${externalUserId}`;
}
