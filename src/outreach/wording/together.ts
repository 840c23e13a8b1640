import { salutationOf } from '../../customers/index.ts';

/** Several things that one owner is to be told today, in one message. */
export function wordTogether(told: {
  store: { name: string };
  customer: { name: string; gender: string | null };
  bodies: readonly string[];
}): string {
  const { store, customer, bodies } = told;
  const items = bodies.map((body, index) => `${index + 1}. ${body}`).join('\n');
  return (
    `【${store.name}】${salutationOf(customer)}您好，有${bodies.length}件事提醒您：\n${items}\n` +
    `需要预约或协助，直接回复即可。回复“退订”可不再接收此类提醒。`
  );
}
