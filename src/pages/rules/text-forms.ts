import { DEPARTMENTS } from '../../understanding/index.ts';
import { type Block, type Weekday, WEEKDAYS } from '../../working-time.ts';

/** A value that people read and write as text. `parse` gives undefined for what can't be read. */
export interface TextForm {
  format: (value: unknown) => string;
  parse: (text: string) => unknown;
  hint: string;
  isLong: boolean;
  /** What stands for an empty one. */
  none?: string;
}

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** All of them, or undefined when one can't be read. */
function every<T>(parts: readonly (T | undefined)[]): T[] | undefined {
  return parts.includes(undefined) ? undefined : (parts as T[]);
}

export const plainText: TextForm = {
  format: String,
  parse: (text) => text,
  hint: '',
  none: '默认用语',
  isLong: true,
};

export const numbers: TextForm = {
  format: (value) => (value as number[]).join('、'),
  parse: (text) =>
    every(
      text
        .split(/[\s,，、;；]+/)
        .filter((part) => part !== '')
        .map((part) => (/^\d+$/.test(part) ? Number(part) : undefined)),
    ),
  hint: '如：14、3、0',
  isLong: false,
};

export const dayList: TextForm = {
  format: (value) => (value as string[]).join('\n'),
  parse: lines,
  hint: '每行一个，如：2026-12-31 或 2026-12-30/2027-01-02',
  isLong: true,
};

const blocksText = (blocks: readonly Block[]) => blocks.map(([from, to]) => `${from}-${to}`).join('、');

function parseBlocks(text: string): Block[] | undefined {
  const parts = text.split(/[\s,，、;；]+/).filter((part) => part !== '');
  return every(
    parts.map((part): Block | undefined => {
      const match = /^(\d{1,2}[:：]\d{2})[-–—~至](\d{1,2}[:：]\d{2})$/.exec(part);
      const time = (given = '') => given.replace('：', ':').padStart(5, '0');
      return match === null ? undefined : [time(match[1]), time(match[2])];
    }),
  );
}

export const blockList: TextForm = {
  format: (value) => blocksText(value as Block[]),
  parse: parseBlocks,
  hint: '如：08:30-12:00、13:30-17:30',
  isLong: false,
};

const WEEKDAY_LABELS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];
const weekdayLabel = (key: string) => WEEKDAY_LABELS[sundayFirst(key)] ?? key;
const sundayFirst = (key: string) =>
  ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'].indexOf(key);

export const weekdayBlocks: TextForm = {
  format: (value) =>
    Object.entries(value as Partial<Record<Weekday, Block[]>>)
      .map(([day, blocks]) => `${weekdayLabel(day)} ${blocks.length === 0 ? '休息' : blocksText(blocks)}`)
      .join('\n'),
  parse: (text) => {
    const rows = every(
      lines(text).map((line) => {
        const [label = '', ...rest] = line.split(/\s+/);
        const day = WEEKDAYS.find((key) => weekdayLabel(key) === label.replace('星期', '周').replace('周天', '周日'));
        const blocks = rest.join('') === '休息' ? [] : parseBlocks(rest.join('、'));
        return day === undefined || blocks === undefined || rest.length === 0 ? undefined : ([day, blocks] as const);
      }),
    );
    return rows === undefined ? undefined : Object.fromEntries(rows);
  },
  hint: '每行一天，如：周六 09:00-16:00；周日 休息',
  isLong: true,
};

const departmentLabel = (key: string) => (DEPARTMENTS as Record<string, { label: string }>)[key]?.label ?? key;
const departmentKey = (label: string) =>
  Object.entries(DEPARTMENTS).find(([key, own]) => own.label === label || key === label)?.[0];

export const standIns: TextForm = {
  format: (value) =>
    Object.entries(value as Record<string, string>)
      .map(([key, by]) => `${departmentLabel(key)} → ${departmentLabel(by)}`)
      .join('\n'),
  parse: (text) => {
    const rows = every(
      lines(text).map((line) => {
        const [from, to] = line.split(/\s*(?:→|->|－>|：|:)\s*/).map(departmentKey);
        return from === undefined || to === undefined ? undefined : ([from, to] as const);
      }),
    );
    return rows === undefined ? undefined : Object.fromEntries(rows);
  },
  hint: '每行一个，如：金融 → 销售',
  isLong: true,
};

interface Interval {
  months: number;
  km: number;
}
type ByModel = Record<string, { first?: Interval; regular?: Interval }>;

export const intervalText = ({ months, km }: Interval): string => `${months}个月/${km}公里`;

export const modelIntervals: TextForm = {
  format: (value) =>
    Object.entries(value as ByModel)
      .map(([name, { first, regular }]) =>
        [
          name,
          first === undefined ? '' : `首保${intervalText(first)}`,
          regular === undefined ? '' : `定保${intervalText(regular)}`,
        ]
          .filter((part) => part !== '')
          .join(' '),
      )
      .join('\n'),
  parse: (text) => {
    const rows = every(
      lines(text).map((line) => {
        const name = /^(.*?)\s*(?=首保|定保)/.exec(line)?.[1]?.trim() ?? '';
        const of = (label: string): Interval | undefined => {
          const match = new RegExp(`${label}\\s*(\\d+)\\s*个?月\\s*[/／]\\s*(\\d+)\\s*(?:公里|km)`, 'i').exec(line);
          return match === null ? undefined : { months: Number(match[1]), km: Number(match[2]) };
        };
        const [first, regular] = [of('首保'), of('定保')];
        if (name === '' || (first === undefined && regular === undefined)) return undefined;
        return [
          name,
          { ...(first === undefined ? {} : { first }), ...(regular === undefined ? {} : { regular }) },
        ] as const;
      }),
    );
    return rows === undefined ? undefined : Object.fromEntries(rows);
  },
  hint: '每行一个品牌、车系或车型，如：速派 首保6个月/5000公里 定保12个月/10000公里',
  isLong: true,
};
