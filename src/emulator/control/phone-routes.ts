import { ControlError } from '../core/platform-error.ts';
import type { Emulation } from '../emulation.ts';
import { mainlandNumber, ownerOfNumber } from '../sms/accounts.ts';
import { PHONE_CONDITIONS, phoneReplies } from '../sms/phones.ts';
import { waitForItems } from './inbox.ts';
import type { ControlCall, ControlRoute } from './router.ts';

/** Mobile phones by number: what came, what is answered, and how they take messages. */
export function phoneRoutes(emulation: Emulation): ControlRoute[] {
  const { facts, smsAccounts } = emulation.state;
  const numberOf = (call: ControlCall): string => {
    const number = mainlandNumber(call.params['number'] ?? '');
    if (number === undefined) throw new ControlError(400, `${call.params['number']} is no mainland mobile number`);
    return number;
  };
  const P = '/phones/:number';
  return [
    {
      method: 'GET',
      path: `${P}/inbox`,
      run: (call) => {
        const number = numberOf(call);
        const strip = ({ personId: _owner, ...item }: { personId: string }): unknown => item;
        const items = () =>
          emulation.inboxes
            .ofPerson(ownerOfNumber(emulation, number))
            .filter((item) => item.channel === 'sms' && item.payload['number'] === number);
        return waitForItems(emulation, call, items, strip);
      },
    },
    {
      method: 'POST',
      path: `${P}/reply`,
      run: (call) => phoneReplies(emulation, numberOf(call), call.fields.text('text')),
    },
    {
      method: 'POST',
      path: `${P}/condition`,
      run: (call) => {
        const condition = PHONE_CONDITIONS.find((one) => one === call.fields.text('condition'));
        if (condition === undefined) throw new ControlError(400, `condition is one of ${PHONE_CONDITIONS.join(', ')}`);
        facts.put(`phone/${numberOf(call)}`, { condition });
      },
    },
    {
      method: 'POST',
      path: '/sms-reports',
      run: ({ fields }) => {
        const keyId = fields.text('keyId');
        if (smsAccounts.get(keyId) === undefined) throw new ControlError(404, `no SMS account ${keyId}`);
        const [code, times] = [fields.text('code'), fields.number('times')];
        facts.put(`sms-report/${keyId}`, {
          ...(code === '' ? {} : { code }),
          ...(times === undefined ? {} : { times }),
          delaySeconds: fields.number('delaySeconds') ?? 0,
        });
      },
    },
  ];
}
