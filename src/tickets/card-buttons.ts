import type { StaffCard } from '../ports.ts';
import { type Department, DEPARTMENT_KEYS } from '../understanding/index.ts';
import type { TicketStatus } from './states.ts';

/** Keys of the buttons and of the pick list, as they come back with a click. */
export const CARD_KEYS = {
  acknowledge: 'acknowledge',
  handOver: 'handOver',
  resolve: 'resolve',
  dismiss: 'dismiss',
  department: 'department',
} as const;

/** A button that hands over to one department: its key names it. */
const ROUTE = /^route-([A-Za-z]+)$/;
const routeKey = (department: Department): string => `route-${department}`;

/** The department that a one-tap button stands for; undefined for any other button. */
export function departmentOfButton(key: string): string | undefined {
  return ROUTE.exec(key)?.[1];
}

/**
 * The buttons that a state allows, at most six.
 *
 * @param likely where a ticket in triage most likely belongs: one tap each
 */
export function buttonsOf(
  status: TicketStatus,
  names: Record<string, string>,
  likely: readonly Department[],
): StaffCard['buttons'] {
  const acknowledge = { key: CARD_KEYS.acknowledge, text: '签收', style: 'primary' } as const;
  const handOver = { key: CARD_KEYS.handOver, text: '转派', style: 'plain' } as const;
  const resolve = { key: CARD_KEYS.resolve, text: '处理完毕', style: 'primary' } as const;
  const dismiss = { key: CARD_KEYS.dismiss, text: '非投诉', style: 'plain' } as const;
  switch (status) {
    case 'triage':
      return [
        ...likely.map((key) => ({ key: routeKey(key), text: names[key] ?? key, style: 'primary' as const })),
        dismiss,
        handOver,
      ];
    case 'routed':
      return [acknowledge, handOver];
    case 'acknowledged':
    case 'tracking':
      return [resolve, handOver];
    case 'resolved':
    case 'closed':
    case 'merged':
    case 'dismissed':
      return [];
    default:
      return status satisfies never;
  }
}

/** The platform shows at most 10 options: all departments but the present one and triage. */
export function departmentChoice(names: Record<string, string>, current: string): NonNullable<StaffCard['selection']> {
  return {
    key: CARD_KEYS.department,
    title: current === 'triage' ? '其他部门' : '转派给',
    options: DEPARTMENT_KEYS.filter((key) => key !== 'triage' && key !== current)
      .map((key) => ({ id: key, text: names[key] ?? key }))
      .slice(0, 10),
  };
}
