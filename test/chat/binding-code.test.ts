import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleAccounts } from '../../src/sandbox/accounts.ts';
import { type House, startHouse } from '../support/house.ts';
import { ownerPhone, staffPhone } from '../support/phones.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

test('“绑定码 车牌” gives staff a picture for 30 days, and whoever scans it is bound to that car’s owner', async () => {
  const { control } = house.emulator;
  const vehicle = await house.database.client.vehicle.findFirstOrThrow({
    where: { plateNumber: { not: null } },
    orderBy: { id: 'asc' },
  });
  const plate = vehicle.plateNumber ?? '';
  const jiang = staffPhone(house, 'jiang');
  await jiang.say(`绑定码 ${plate}`);
  const { text } = await jiang.reads(`${plate} 的绑定码，30天内有效`);
  const address = new URL((text ?? '').split('\n')[1] ?? '');
  expect(address.origin + address.pathname).toBe('https://mp.weixin.qq.com/cgi-bin/showqrcode');
  const [made] = await control.record({ api: 'official-account:qrcode/create' });
  expect(JSON.stringify(made)).toContain('2592000');

  const openIds = { [sampleAccounts.appId]: 'oBindingStranger' };
  await control.world({ people: [{ personId: 'binding-stranger', name: '访客', openIds }] });
  const account = control.person('binding-stranger').officialAccount(sampleAccounts.appId);
  await account.follow();
  await account.scan(address.searchParams.get('ticket') ?? '');
  await ownerPhone(house, 'binding-stranger').reads('绑定成功');
  expect(
    await house.database.client.channelIdentity.findFirstOrThrow({ where: { externalId: 'oBindingStranger' } }),
  ).toMatchObject({ customerId: vehicle.customerId });
});

test('without such a car, or when the platform refuses, staff hear why there is no code', async () => {
  const jiang = staffPhone(house, 'jiang');
  await jiang.say('绑定码 沪Z99999');
  await jiang.reads('档案里没有这个车牌');
  const vehicle = await house.database.client.vehicle.findFirstOrThrow({
    where: { plateNumber: { not: null } },
    orderBy: { id: 'asc' },
  });
  await house.emulator.control.fault({ api: 'official-account:qrcode/create', kind: 'errcode', errcode: 48001 });
  await jiang.say(`绑定码 ${vehicle.plateNumber}`);
  await jiang.reads('二维码没有生成');
});
