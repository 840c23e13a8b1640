import * as fc from '../support/property.ts';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { CareError } from '../../src/errors.ts';
import { type ReadRows, readRows } from '../../src/imports/read-rows.ts';
import { readTable } from '../../src/imports/read-table.ts';

const TODAY = '2026-11-22';
const VIN = 'LSJA24U62JG269225';

function read(text: string | Uint8Array): ReadRows {
  return readRows(readTable(typeof text === 'string' ? Buffer.from(text) : text), TODAY);
}

/** The only good row of a file with this heading and these cells. */
function only(heading: string, cells: string) {
  const { rows, problems } = read(`${heading}\n${cells}\n`);
  expect(problems).toEqual([]);
  const [row] = rows;
  if (row === undefined) throw new Error('no row was read');
  return row;
}

describe('an encoding', () => {
  const text = `车架号,车牌号,车主,手机\n${VIN},沪A12345,赵样甲,15490000001\n`;

  test.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), 'utf-8'],
    ['GB18030', iconv.encode(text, 'gb18030'), 'gb18030'],
    ['UTF-16 as Excel writes it', iconv.encode(text.replaceAll(',', '\t'), 'utf-16le', { addBOM: true }), 'utf-16le'],
  ])('%s is found out', (_, bytes, encoding) => {
    expect(readTable(bytes).encoding).toBe(encoding);
    expect(read(bytes).rows).toMatchObject([{ line: 2, customer: { name: '赵样甲' }, vehicle: { vin: VIN } }]);
  });

  test('rare characters of GB18030 survive', () => {
    const bytes = iconv.encode(text.replace('赵样甲', '赵䶮'), 'gb18030');
    expect(read(bytes).rows[0]?.customer.name).toBe('赵䶮');
  });

  test.each([
    ['a workbook', Buffer.from('PK\u0003\u0004 and so on'), 'Excel 工作簿'],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 'Excel 工作簿'],
    ['a web page', Buffer.from('<html><table></table></html>'), '网页格式'],
    ['an empty file', Buffer.from(' \n'), '文件是空的'],
    ['an open quote', Buffer.from('车架号,车主\n"abc,d\n'), '未闭合的引号'],
    ['noise', Buffer.from(Array.from({ length: 400 }, (_, index) => index % 7)), '不是文本'],
  ])('%s is refused with the reason', (_, bytes, reason) => {
    expect(() => readTable(bytes)).toThrow(expect.objectContaining({ userMessage: expect.stringContaining(reason) }));
  });

  test('a file without any known title is refused', () => {
    expect(() => read('a,b\n1,2\n')).toThrow(CareError);
  });
});

describe('a title', () => {
  test.each([
    'VIN',
    'VIN号',
    'VIN码',
    'vin',
    '车辆VIN',
    '车架号',
    '底盘号',
    '地盘号',
    '车架号码',
    'VIN码（车架号）',
    ' VSN ',
    'ＶＩＮ',
    '车架号*',
  ])('“%s” is the VIN', (title) => {
    expect(only(`${title},车主`, `${VIN},赵样甲`).vehicle.vin).toBe(VIN);
  });

  test.each(['车牌号', '车牌号 ', '车牌号　', '牌照', '牌照号', '车牌', '车牌号码', '车辆牌照'])(
    '“%s” is the plate',
    (title) => {
      expect(only(`${title},车主`, `沪A·12345,赵样甲`).vehicle.plateNumber).toBe('沪A12345');
    },
  );

  test('the same title twice gives the first that is filled', () => {
    const row = only('车架号,上次维修时间,上次维修时间', `${VIN},,2026-01-02`);
    expect(row.visits).toEqual([{ enteredOn: '2026-01-02', type: 'other' }]);
  });

  test('names and dates above the heading are skipped, totals below the rows too', () => {
    const { rows } = read(
      `某某公司车辆信息,,\n导出日期：2026-11-01,,\n车架号,车主,手机\n${VIN},赵样甲,15490000001\n\n合计,1,\n`,
    );
    expect(rows.map((row) => row.line)).toEqual([4]);
  });

  test('strange titles are named, those known to be of no use are not', () => {
    expect(read(`车架号,发动机号,幸运数字\n${VIN},X,7\n`).unknownTitles).toEqual(['幸运数字']);
  });

  test('首保日期 is the first maintenance in a vehicle sheet', () => {
    expect(only('车架号,首保日期', `${VIN},2026-01-02`).visits).toEqual([
      { enteredOn: '2026-01-02', type: 'firstMaintenance' },
    ]);
  });

  test('首保日期 in an insurance sheet is the first premium and no visit', () => {
    const row = only(
      '险种,车架号,首保日期,保修开始日期,保修结束日期',
      `交强险,${VIN},2026-01-02,2026-01-02,2027-01-01`,
    );
    expect(row.visits).toEqual([]);
    expect(row.vehicle).toEqual({ vin: VIN, compulsoryInsuranceExpiresOn: '2027-01-01' });
  });

  test('保修结束日期 is the warranty where the sheet is about cars', () => {
    expect(only('车架号,保修结束日期', `${VIN},2027-01-01`).vehicle).toEqual({
      vin: VIN,
      warrantyEndsOn: '2027-01-01',
    });
  });

  test.each([
    ['交强险', { compulsoryInsuranceExpiresOn: '2027-01-01' }],
    ['商业险', { commercialInsuranceExpiresOn: '2027-01-01' }],
    ['机动车第三者责任险', { commercialInsuranceExpiresOn: '2027-01-01' }],
    ['', { compulsoryInsuranceExpiresOn: '2027-01-01', commercialInsuranceExpiresOn: '2027-01-01' }],
  ])('a policy row of “%s” ends that insurance', (type, ends) => {
    expect(only('险种名称,VIN码,结束日期', `${type},${VIN},2027-01-01`).vehicle).toEqual({ vin: VIN, ...ends });
  });

  test('交车日期 is the delivery of a new car, and in a repair sheet the hand-back', () => {
    expect(only('车架号,交车日期', `${VIN},2026-01-02`).vehicle.deliveredOn).toBe('2026-01-02');
    const row = only('工单号,车架号,进厂日期,交车日期,里程', `R1,${VIN},2026-01-02,2026-01-03,100`);
    expect(row.visits).toMatchObject([{ repairOrderNo: 'R1', handedBackOn: '2026-01-03', odometerKm: 100 }]);
    expect(row.vehicle).toEqual({ vin: VIN });
  });
});

describe('the type of a car', () => {
  test('comes from 车辆类型, with 座位数 where the words leave it open, and 使用性质', () => {
    const heading = '车架号,车辆类型,座位数,使用性质';
    expect(only(heading, `${VIN},轻型普通货车,3,营运`).vehicle).toEqual({
      vin: VIN,
      vehicleClass: 'truck',
      usageType: 'commercial',
    });
    expect(only(heading, `${VIN},客车,19,非营运`).vehicle).toMatchObject({ vehicleClass: 'largePassenger' });
    expect(only('车架号,号牌种类', `${VIN},普通摩托车`).vehicle).toMatchObject({ vehicleClass: 'motorcycle' });
    expect(only('车架号,号牌种类', `${VIN},小型汽车`).vehicle).toEqual({ vin: VIN });
  });

  test('in words that are not certain is named with its row and left out, the row stays', () => {
    const { rows, warnings } = read(`车架号,车辆类型,座位数,使用性质\n${VIN},专项作业车,若干,营转非\n`);
    expect(rows).toMatchObject([{ vehicle: { vin: VIN } }]);
    expect(rows[0]?.vehicle).toEqual({ vin: VIN });
    expect(warnings).toEqual([
      { line: 2, reason: '使用性质“营转非”不认识，未导入' },
      { line: 2, reason: '座位数“若干”不认识，未导入' },
      { line: 2, reason: '车辆类型“专项作业车”不认识，未导入' },
    ]);
  });
});

describe('the owner', () => {
  test('the owner’s own columns win over contact and bringer', () => {
    const row = only(
      '车架号,送修人,送修人手机,联系人,车主,车主手机',
      `${VIN},钱样乙,15490000009,孙样丙,赵样甲,15490000001`,
    );
    expect(row).toMatchObject({ customer: { name: '赵样甲' }, mobiles: ['15490000001'], isOwner: true });
  });

  test('somebody else’s number is never taken for the owner’s', () => {
    const row = only('车架号,车主,送修人,送修人手机', `${VIN},赵样甲,钱样乙,15490000009`);
    expect(row).toMatchObject({ customer: { name: '赵样甲' }, mobiles: [] });
  });

  test('the bringer’s number counts when the bringer is the owner', () => {
    const row = only('车架号,车主,送修人,送修人手机', `${VIN},赵样甲,赵样甲,15490000009`);
    expect(row.mobiles).toEqual(['15490000009']);
  });

  test('two numbers in one cell, landlines and prefixes are all read', () => {
    const row = only('车架号,车主,手机,电话', `${VIN},赵样甲,+86 154-9000-0001/15490000002,(021)61234567`);
    expect(row).toMatchObject({ mobiles: ['15490000001', '15490000002'], landlines: ['021-61234567'] });
  });

  test('a number with stars is left out with a note, and the row stays', () => {
    const { rows, warnings } = read(`车架号,车主,手机\n${VIN},赵样甲,154****0001\n`);
    expect(rows).toHaveLength(1);
    expect(warnings).toEqual([{ line: 2, reason: '手机已打码，未导入号码' }]);
  });
});

describe('a bad row', () => {
  test.each([
    ['a VIN whose check digit is wrong', '车架号,车主', 'LBV5S3102ESJPE655,赵样甲', '不是有效的车架号'],
    ['a wrong plate', '车牌号,车主', '浙苏H6F681,赵样甲', '车牌号“浙苏H6F681”不是有效的车牌号'],
    ['a wrong mobile number', '车架号,车主,手机', `${VIN},赵样甲,1549000`, '手机“154…00”不是有效的手机号'],
    [
      'a day that does not exist',
      '车架号,交强险到期日期',
      `${VIN},2026-02-30`,
      '交强险到期日期“2026-02-30”不是有效的日期',
    ],
    ['a visit in the future', '车架号,工单号,进厂日期', `${VIN},R1,2026-11-23`, '晚于今天'],
    ['a hand-back before the entry', '车架号,进厂日期,出厂日期', `${VIN},2026-01-03,2026-01-02`, '早于进厂日期'],
    ['an order without a day', '车架号,工单号,进厂日期', `${VIN},R1,`, '缺少进厂日期'],
    ['a mileage in words', '车架号,里程', `${VIN},不少`, '里程“不少”不是有效的里程'],
    ['neither car nor number', '车架号,车主,手机', ',赵样甲,', '无法识别'],
    ['a visit without a car', '车架号,车主,手机,进厂日期', ',赵样甲,15490000001,2026-01-01', '无法确定是哪辆车'],
    ['more cells than titles', '车架号,车主', `${VIN},赵样甲,多余`, '单元格比标题多'],
  ])('%s is named with its line and reason', (_, heading, cells, reason) => {
    const { rows, problems } = read(`${heading}\n\n${cells}\n`);
    expect(rows).toEqual([]);
    expect(problems).toEqual([{ line: 3, reason: expect.stringContaining(reason) }]);
  });

  test('line numbers count the lines inside quoted cells', () => {
    const { rows, problems } = read(`车架号,车主,地址\n${VIN},赵样甲,"一行\n二行\n三行"\nX,钱样乙,\n`);
    expect(rows.map((row) => row.line)).toEqual([2]);
    expect(problems.map((problem) => problem.line)).toEqual([5]);
  });

  test('its reason does not show a whole phone number', () => {
    const { problems } = read(`车架号,车主,手机\n${VIN},赵样甲,99912345678\n`);
    expect(problems[0]?.reason).not.toContain('12345');
  });
});

describe('any file', () => {
  const outcome = (bytes: Uint8Array): string => {
    try {
      read(bytes);
      return 'read';
    } catch (error) {
      if (error instanceof CareError && error.userMessage !== undefined) return 'refused';
      throw error;
    }
  };

  test('random bytes are read or refused in Chinese, never a crash', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        expect(['read', 'refused']).toContain(outcome(bytes));
      }),
      { numRuns: 500 },
    );
  });

  test('a real heading over random cells is read or refused row by row', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(VIN, '沪A12345', '15490000001', '2026-01-02', '"', '""', '\r', '😀', '合计', '=1+1'),
    );
    const heading = '车架号,车牌号,车主,手机,生日,进厂日期,工单号,里程,金额,交强险到期日期';
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 8 }), fc.boolean(), (lines, isGb) => {
        const text = `${heading}\n${lines.map((cells) => cells.join(',')).join('\n')}`;
        const bytes = isGb ? iconv.encode(text, 'gb18030') : Buffer.from(text);
        expect(['read', 'refused']).toContain(outcome(bytes));
      }),
      { numRuns: 500 },
    );
  });

  test('a good file cut off anywhere is read or refused', () => {
    const whole = iconv.encode(`车架号,车主,手机,地址\n${VIN},赵样甲,15490000001,"示例路\n1号"\n`.repeat(2), 'gb18030');
    for (let length = 0; length <= whole.length; length += 1) {
      expect(['read', 'refused']).toContain(outcome(whole.subarray(0, length)));
    }
  });
});
