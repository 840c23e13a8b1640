import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { SmsSender } from '../ports.ts';
import type { SmsSettings } from './settings.ts';

/** For a trial without a vendor: each message becomes one JSON line of a file, and counts as delivered when asked. */
export function createFileSms(settings: SmsSettings, templateKeys: readonly string[], now: () => Date): SmsSender {
  return {
    templateKeys,
    answersOutcomes: true,
    async send({ phone, templateKey, values, messageId }) {
      await mkdir(dirname(settings.file), { recursive: true });
      const line = { at: now().toISOString(), phone, signature: settings.signature, templateKey, values, messageId };
      await appendFile(settings.file, `${JSON.stringify(line)}\n`);
      return { platformMessageId: messageId };
    },
    outcomeOf: async () => ({ status: 'delivered' }),
    readPush: () => {
      throw new TypeError('no vendor pushes here');
    },
  };
}
