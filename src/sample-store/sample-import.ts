import iconv from 'iconv-lite';
import { addDays } from '../calendar.ts';
import type { SampleStore } from './types.ts';
import { vinOf } from './vehicles.ts';

/**
 * A file as a dealer system exports it (GB18030, a report name above the heading), to try the import with: two new
 * owners, a known owner with a new number, a known car with a new visit, and three rows that are refused.
 */
export function buildSampleImport(sample: SampleStore): { fileName: string; bytes: Uint8Array } {
  const { customers, vehicles, today } = sample;
  const slashed = (offset: number) => addDays(today, offset).replaceAll('-', '/');
  const compact = (offset: number) => addDays(today, offset).replaceAll('-', '');
  const known = (index: number) => ({ car: vehicles[index], owner: customers[vehicles[index]?.customer ?? 0] });
  const [moved, visited] = [known(10), known(11)];
  const rows = [
    ['明达汽车（示例） 车辆信息'],
    [
      'VIN号',
      '车牌号 ',
      '联系人姓名',
      '联系人手机',
      '车系',
      '行驶里程',
      '上牌日期',
      '交强险到期日期',
      '工单号',
      '进厂日期',
      '维修类型',
      '实收金额',
    ],
    [
      vinOf(8001),
      '沪ACSZ01',
      '何样新',
      '15480000001',
      '明锐',
      '0.6万公里',
      slashed(-200),
      slashed(165),
      '',
      '',
      '',
      '',
    ],
    [
      vinOf(8002),
      '沪A·CSZ02',
      '吕样新',
      '154-8000-0002',
      '速派',
      '18,200',
      compact(-700),
      compact(30),
      'RO-IMP-1',
      slashed(-3),
      '定期保养',
      '¥1,080.00',
    ],
    [moved.car?.vin, moved.car?.plateNumber, moved.owner?.name, '15480000010', '', '', '', '', '', '', '', ''],
    [visited.car?.vin, '', '', '', '', '', '', '', 'RO-IMP-2', slashed(-2), '一般维修', '460元'],
    ['LBV5S3102ESJPE655', '', '施样错', '15480000003', '', '', '', '', '', '', '', ''],
    [vinOf(8004), '浙苏H6F681', '施样错', '15480000004', '', '', '', '', '', '', '', ''],
    [vinOf(8005), '沪ACSZ05', '施样错', '1548000', '', '', '', '', '', '', '', ''],
  ];
  const cell = (text: string | undefined) => (/[",\n]/.test(text ?? '') ? `"${text}"` : (text ?? ''));
  const text = rows.map((row) => row.map(cell).join(',')).join('\r\n');
  return { fileName: '示例车辆信息.csv', bytes: iconv.encode(`${text}\r\n`, 'gb18030') };
}
