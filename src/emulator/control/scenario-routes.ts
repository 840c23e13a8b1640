import { ControlError } from '../core/platform-error.ts';
import type { Counts, LastSeqs } from '../control-types.ts';
import type { Emulation } from '../emulation.ts';
import { requireKfAccount, requireOfficialAccount } from './lookup.ts';
import type { ControlRoute } from './router.ts';

/** Scripted situations, the record, and what was delivered to whom. */
export function scenarioRoutes(emulation: Emulation): ControlRoute[] {
  const { facts } = emulation.state;
  return [
    {
      method: 'POST',
      path: '/kf/send-fail',
      run: ({ fields }) => {
        const { openKfId } = requireKfAccount(emulation, fields.text('openKfId'));
        const personId = fields.text('personId');
        facts.put(`kf-send-fail/${openKfId}`, {
          failType: fields.number('failType') ?? 0,
          times: fields.number('times') ?? 1,
          delaySeconds: fields.number('delaySeconds') ?? 0,
          ...(personId === '' ? {} : { personId }),
        });
      },
    },
    {
      method: 'POST',
      path: '/kf/pages',
      run: ({ fields }) => {
        const { openKfId } = requireKfAccount(emulation, fields.text('openKfId'));
        const [emptyPages, maxPageSize] = [fields.number('emptyPages'), fields.number('maxPageSize')];
        if (maxPageSize !== undefined && maxPageSize < 1) throw new ControlError(400, 'maxPageSize starts at 1');
        facts.put(`kf-pages/${openKfId}`, {
          ...facts.get(`kf-pages/${openKfId}`),
          ...(emptyPages === undefined ? {} : { emptyPages }),
          ...(maxPageSize === undefined ? {} : { maxPageSize }),
        });
      },
    },
    {
      method: 'POST',
      path: '/kf/expire',
      run: ({ fields }) => {
        const { openKfId } = requireKfAccount(emulation, fields.text('openKfId'));
        facts.put(`kf-expired/${openKfId}`, { seq: emulation.kfHistory.last(openKfId) });
      },
    },
    {
      method: 'POST',
      path: '/template-receipts',
      run: ({ fields }) => {
        const { appId } = requireOfficialAccount(emulation, fields.text('appId'));
        const [status, times] = [fields.text('status'), fields.number('times')];
        facts.put(`template-receipt/${appId}`, {
          ...(status === '' ? {} : { status }),
          ...(times === undefined ? {} : { times }),
          delaySeconds: fields.number('delaySeconds') ?? 0,
        });
      },
    },
    {
      method: 'POST',
      path: '/template-faults',
      run: ({ fields }) => {
        const { appId } = requireOfficialAccount(emulation, fields.text('appId'));
        const openId = fields.text('openId');
        facts.put(`template-fault/${appId}`, {
          errcode: fields.number('errcode') ?? 43117,
          times: fields.number('times') ?? 1,
          ...(openId === '' ? {} : { openId }),
        });
      },
    },
    {
      method: 'POST',
      path: '/subscription-receipts',
      run: ({ fields }) => {
        const { appId } = requireOfficialAccount(emulation, fields.text('appId'));
        const times = fields.number('times');
        facts.put(`subscription-receipt/${appId}`, {
          errorCode: fields.text('errorCode') || '0',
          errorStatus: fields.text('errorStatus') || 'success',
          ...(times === undefined ? {} : { times }),
          delaySeconds: fields.number('delaySeconds') ?? 0,
        });
      },
    },
    {
      method: 'GET',
      path: '/record',
      run: ({ query }) => {
        const [api, kind] = [query.get('api'), query.get('kind')];
        const after = Number(query.get('after') ?? 0);
        const entries = emulation.recorder.list({
          after,
          limit: Number(query.get('limit') ?? 1000),
          ...(api === null ? {} : { api }),
          ...(kind === null ? {} : { kind }),
        });
        return { entries, lastSeq: entries.at(-1)?.seq ?? after };
      },
    },
    { method: 'GET', path: '/counts', run: () => countDelivered(emulation) },
    { method: 'GET', path: '/last-seqs', run: () => lastSeqs(emulation) },
  ];
}

function lastSeqs({ state }: Emulation): LastSeqs {
  const last: LastSeqs = { people: {}, members: {} };
  for (const { personId, seq } of state.personItems.rows.values()) {
    last.people[personId] = Math.max(last.people[personId] ?? 0, seq);
  }
  for (const { userId, seq } of state.memberItems.rows.values()) {
    last.members[userId] = Math.max(last.members[userId] ?? 0, seq);
  }
  return last;
}

function countDelivered(emulation: Emulation): Counts {
  const counts: Counts = {
    people: {},
    members: {},
    byIdempotencyKey: {},
    callbacks: {
      pending: emulation.deliveries.pending,
      taken: emulation.ids.last('callbacks-taken'),
      lost: emulation.ids.last('callbacks-lost'),
    },
  };
  for (const item of emulation.state.personItems.rows.values()) {
    const person = (counts.people[item.personId] ??= { sent: 0, received: 0 });
    person[item.direction] += 1;
    if (item.idempotencyKey === undefined) continue;
    const key = `${item.openKfId ?? item.appId ?? item.smsKeyId ?? ''}/${item.personId}/${item.idempotencyKey}`;
    counts.byIdempotencyKey[key] = (counts.byIdempotencyKey[key] ?? 0) + 1;
  }
  for (const item of emulation.state.memberItems.rows.values()) {
    const member = (counts.members[item.userId] ??= { sent: 0, received: 0 });
    member[item.direction] += 1;
  }
  return counts;
}
