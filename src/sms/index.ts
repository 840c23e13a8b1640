import type { SmsSender } from '../ports.ts';
import { createAliyunSms } from './aliyun.ts';
import { createFileSms } from './file.ts';
import { createHuaweiSms } from './huawei.ts';
import type { SmsSettings } from './settings.ts';

export { smsCallbackSecret, smsCallbackUrl } from './callback-address.ts';
export { createAliyunSms, createHuaweiSms };
export type { SmsSettings };

/**
 * The vendor of the settings.
 *
 * @param texts of our templates: `${name}` stands for a value
 */
export function createSms(settings: SmsSettings, texts: Readonly<Record<string, string>>, now: () => Date): SmsSender {
  switch (settings.vendor) {
    case 'aliyun':
      return createAliyunSms(settings, now);
    case 'huawei':
      return createHuaweiSms(settings, parametersOf(texts), now);
    case 'file':
      return createFileSms(settings, Object.keys(texts), now);
    default:
      return settings.vendor satisfies never;
  }
}

function parametersOf(texts: Readonly<Record<string, string>>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [
      key,
      [...text.matchAll(/\$\{(\w+)\}/g)].map((match) => match[1] ?? ''),
    ]),
  );
}
