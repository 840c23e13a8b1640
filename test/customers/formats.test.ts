import * as fc from '../support/property.ts';
import { describe, expect, test } from 'vitest';
import {
  isMaskedPhone,
  isNewEnergyPlate,
  parseLandline,
  parseMobile,
  parsePlate,
  parseVin,
  salutationOf,
  vinCheckDigit,
} from '../../src/customers/index.ts';

const plateChars = Array.from('ABCDEFGHJKLMNPQRSTUVWXYZ0123456789');
const cityLetters = Array.from('ABCDEFGHJKLMNPQRSTUVWXYZ');
const provinces = Array.from('京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼');
const plates = fc
  .tuple(
    fc.constantFrom(...provinces),
    fc.constantFrom(...cityLetters),
    fc.array(fc.constantFrom(...plateChars), { minLength: 5, maxLength: 5 }),
  )
  .map(([province, city, rest]) => province + city + rest.join(''));
const vins = fc
  .array(fc.constantFrom(...Array.from('ABCDEFGHJKLMNPRSTUVWXYZ0123456789')), { minLength: 17, maxLength: 17 })
  .map((chars) => {
    const text = chars.join('');
    return text.slice(0, 8) + vinCheckDigit(text) + text.slice(9);
  });

describe('a plate', () => {
  test.each([
    '京AD92035',
    '甘G23459F',
    '京A19203D',
    '京A00599',
    '黑D23908',
    '京A12345D',
    '京AA92035',
    '粤BA03205',
    '闽20401领',
  ])('%s is one', (plate) => {
    expect(parsePlate(plate)).toBe(plate);
  });

  test.each([' 沪a·12345 ', '沪A 12345', '沪A-12345', '沪Ａ１２３４５', '沪A.12345'])(
    '%s is read as 沪A12345',
    (text) => {
      expect(parsePlate(text)).toBe('沪A12345');
    },
  );

  test.each(['宁AD1234555555', '浙苏H6F681', '沪I12345', '沪A1234O', '沪A1234', '', 'A12345', '沪AD1234A5'])(
    '%s is none',
    (text) => {
      expect(parsePlate(text)).toBeUndefined();
    },
  );

  test('eight characters are a new energy plate', () => {
    expect(isNewEnergyPlate('沪AD12345')).toBe(true);
    expect(isNewEnergyPlate('沪A12345')).toBe(false);
  });

  test('separators and letter case never change what is read', () => {
    fc.assert(
      fc.property(plates, fc.constantFrom(' ', '·', '-', ' · '), (plate, separator) => {
        expect(parsePlate(plate)).toBe(plate);
        expect(parsePlate(`${plate.slice(0, 2)}${separator}${plate.slice(2).toLowerCase()}`)).toBe(plate);
      }),
    );
  });

  test('any text is read or refused, and reading again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const plate = parsePlate(text);
        expect(plate === undefined ? undefined : parsePlate(plate)).toBe(plate);
      }),
    );
  });
});

describe('a VIN', () => {
  test.each(['LSJA24U62JG269225', 'LDC613P23A1305189', 'LBV5S3102ESJ25655', '1M8GDM9AXKP042788'])(
    '%s is one',
    (vin) => {
      expect(parseVin(vin)).toBe(vin);
    },
  );

  test.each(['LBV5S3102ESJPE655', 'LOC613P23A1305189', 'LSJA24U62JG26922', ''])('%s is none', (vin) => {
    expect(parseVin(vin)).toBeUndefined();
  });

  test('one wrong character among those that weigh is found out, unless its value is the same', () => {
    fc.assert(
      fc.property(vins, fc.constantFrom(0, 1, 2, 3, 9, 10, 16), (vin, at) => {
        expect(parseVin(vin)).toBe(vin);
        const old = vin.charAt(at);
        const wrong = vin.slice(0, at) + (old === '1' ? '2' : '1') + vin.slice(at + 1);
        // A, J and 1 have the same value: the check digit can't tell them apart.
        expect(parseVin(wrong)).toBe('AJ'.includes(old) ? wrong : undefined);
      }),
    );
  });
});

describe('a phone number', () => {
  test.each([
    ['008618311006933', '18311006933'],
    ['+8617888829981', '17888829981'],
    ['191 1925 5642', '19119255642'],
    ['195-1925-5642', '19519255642'],
    ['（+86）19519255642', '19519255642'],
    ['8613800000000', '13800000000'],
  ])('%s is the mobile number %s', (text, mobile) => {
    expect(parseMobile(text)).toBe(mobile);
  });

  test.each(['12345678901', '1381234567', '138****1234', '02161234567', '无', ''])('%s is no mobile number', (text) => {
    expect(parseMobile(text)).toBeUndefined();
  });

  test.each([
    ['021-61234567', '021-61234567'],
    ['(021)61234567', '021-61234567'],
    ['0512 6123456', '0512-6123456'],
    ['010-61234567转801', '010-61234567-801'],
  ])('%s is the landline %s', (text, landline) => {
    expect(parseLandline(text)).toBe(landline);
  });

  test.each(['13812345678', '61234567', '021-123', '1234'])('%s is no landline', (text) => {
    expect(parseLandline(text)).toBeUndefined();
  });

  test('stars in the middle are seen', () => {
    expect(isMaskedPhone('138****1234')).toBe(true);
    expect(isMaskedPhone('138 **** 1234')).toBe(true);
    expect(isMaskedPhone('13812341234')).toBe(false);
  });

  test('every mobile number survives prefixes and separators', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 9 }), fc.stringMatching(/^\d{9}$/), (second, rest) => {
        const mobile = `1${second}${rest}`;
        expect(parseMobile(mobile)).toBe(mobile);
        expect(parseMobile(`+86 ${mobile.slice(0, 3)}-${mobile.slice(3, 7)}-${mobile.slice(7)}`)).toBe(mobile);
        expect(parseLandline(mobile)).toBeUndefined();
      }),
    );
  });
});

test.each([
  ['张三', 'male', '张先生'],
  ['欧阳样', 'female', '欧阳女士'],
  ['张三', null, '张三'],
  ['样例汽车租赁有限公司', null, '尊敬的客户'],
  ['ABC', 'male', '尊敬的客户'],
])('%s (%s) is addressed as %s', (name, gender, salutation) => {
  expect(salutationOf({ name, gender })).toBe(salutation);
});
