import {
  DAILY_FILES,
  MONTHLY_DAYS,
  type OutreachChannel,
  outreachChannels,
  type Rule,
  STAFF_ROLES,
} from '../../stores/index.ts';
import type { Form } from '../form.ts';
import { html, type Html } from '../html.ts';
import { CHANNEL_LABELS, channelLabel } from '../reminder-words.ts';
import {
  blockList,
  dayList,
  intervalText,
  modelIntervals,
  numbers,
  plainText,
  standIns,
  type TextForm,
  weekdayBlocks,
} from './text-forms.ts';

/** How one rule is shown, asked for and read back. */
interface RuleField {
  words: (value: unknown) => string;
  control: (id: string, name: string, value: unknown, typed: Typed | undefined) => Html;
  /** undefined: can't be read. */
  read: (form: Form, name: string) => unknown;
}

/** What had been typed, when the form comes back. */
export type Typed = (name: string) => string[];

const yesNo: RuleField = {
  words: (value) => (value === true ? '是' : '否'),
  control: (id, name, value, typed) => {
    const now = typed?.(name)[0] ?? (value === true ? 'yes' : 'no');
    return html`<select id="${id}" name="${name}">
      <option value="yes" ${now === 'yes' && html`selected`}>是</option>
      <option value="no" ${now === 'no' && html`selected`}>否</option>
    </select>`;
  },
  read: (form, name) => ({ yes: true, no: false })[form.field(name)],
};

const numberField: RuleField = {
  words: String,
  control: (id, name, value, typed) =>
    html`<input id="${id}" name="${name}" inputmode="decimal" value="${typed?.(name)[0] ?? String(value)}" />`,
  read: (form, name) => {
    const text = form.field(name).normalize('NFKC');
    return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
  },
};

const timeField: RuleField = {
  words: String,
  control: (id, name, value, typed) =>
    html`<input id="${id}" name="${name}" type="time" value="${typed?.(name)[0] ?? String(value)}" />`,
  read: (form, name) => form.field(name),
};

const intervalField: RuleField = {
  words: (value) => intervalText(value as { months: number; km: number }),
  control: (id, name, value, typed) => {
    const { months, km } = value as { months: number; km: number };
    return html`<span class="pair"
      ><input id="${id}" name="${name}.months" inputmode="numeric" value="${typed?.(`${name}.months`)[0] ?? months}" />
      <label for="${id}-km" class="unit">个月或</label
      ><input id="${id}-km" name="${name}.km" inputmode="numeric" value="${typed?.(`${name}.km`)[0] ?? km}" /><span
        class="unit"
        >公里</span
      ></span
    >`;
  },
  read: (form, name) => ({
    months: numberField.read(form, `${name}.months`),
    km: numberField.read(form, `${name}.km`),
  }),
};

/** In order: first, second … Empty places are left out. */
const channelsField: RuleField = {
  words: (value) => (value as string[]).map(channelLabel).join(' → ') || '按门店统一顺序',
  control: (id, name, value, typed) => {
    const now = typed?.(name) ?? (value as OutreachChannel[]);
    return html`<span class="channel-order"
      >${outreachChannels.map(
        (_, index) =>
          html`<label class="place"
            ><span>${index + 1}</span
            ><select ${index === 0 && html`id="${id}"`} name="${name}">
              <option value="">${index === 0 ? '不单独设置' : '—'}</option>
              ${outreachChannels.map(
                (channel) =>
                  html`<option value="${channel}" ${now[index] === channel && html`selected`}>
                    ${CHANNEL_LABELS[channel]}
                  </option>`,
              )}
            </select></label
          >`,
      )}</span
    >`;
  },
  read: (form, name) => {
    const chosen = form.all(name).filter((channel) => channel !== '');
    return new Set(chosen).size === chosen.length ? chosen : undefined;
  },
};

function setField(options: Record<string, string>): RuleField {
  return {
    words: (value) => (value as string[]).map((key) => options[key] ?? key).join('、') || '无',
    control: (id, name, value, typed) => {
      const now = typed?.(name) ?? (value as string[]);
      return html`<span class="choices" id="${id}" role="group"
        >${Object.entries(options).map(
          ([key, label]) =>
            html`<label
              ><input type="checkbox" name="${name}" value="${key}" ${now.includes(key) && html`checked`} />
              ${label}</label
            >`,
        )}</span
      >`;
    },
    read: (form, name) => form.all(name),
  };
}

function choiceField(options: Record<string, string>): RuleField {
  return {
    words: (value) => options[String(value)] ?? String(value),
    control: (id, name, value, typed) => {
      const now = typed?.(name)[0] ?? String(value);
      return html`<select id="${id}" name="${name}">
        ${Object.entries(options).map(
          ([key, label]) => html`<option value="${key}" ${now === key && html`selected`}>${label}</option>`,
        )}
      </select>`;
    },
    read: (form, name) => form.field(name),
  };
}

function textField({ format, parse, hint, isLong, none = '无' }: TextForm): RuleField {
  return {
    words: (value) => format(value).replaceAll('\n', '；') || none,
    control: (id, name, value, typed) => {
      const now = typed?.(name)[0] ?? format(value);
      return isLong
        ? html`<textarea id="${id}" name="${name}" placeholder="${hint}">${now}</textarea>`
        : html`<input id="${id}" name="${name}" value="${now}" placeholder="${hint}" />`;
    },
    read: (form, name) => parse(form.field(name)),
  };
}

const clocks = setField({ route: '派单', track: '跟踪', resolve: '处理完毕', verify: '回访确认' });

const staffRoles = setField(STAFF_ROLES);

/** Rules that are more than a number, a time or yes and no. */
const BY_NAME: Record<string, RuleField> = {
  'outreach.channelOrder': channelsField,
  'deadlines.workingTimeOnly': clocks,
  'pauses.waitingOwner.clocks': clocks,
  'pauses.waitingParts.clocks': clocks,
  'conversation.answerAtOnce': setField({ P0: '重大', P1: '升级', P2: '一般', P3: '抱怨' }),
  'workingTime.blocks': textField(blockList),
  'workingTime.byWeekday': textField(weekdayBlocks),
  'workingTime.closedOn': textField(dayList),
  'workingTime.openOn': textField(dayList),
  'staffing.standIn': textField(standIns),
  'maintenance.byModel': textField(modelIntervals),
  'reports.dailyTo': staffRoles,
  'reports.dailyFiles': choiceField(DAILY_FILES),
  'reports.weeklyTo': staffRoles,
  'reports.monthlyTo': staffRoles,
  'reports.monthlyDay': choiceField(MONTHLY_DAYS),
};

/** A rule of a shape that nobody thought of here. */
const jsonField: RuleField = {
  words: (value) => JSON.stringify(value),
  control: (id, name, value, typed) =>
    html`<textarea id="${id}" name="${name}">${typed?.(name)[0] ?? JSON.stringify(value)}</textarea>`,
  read: (form, name) => {
    try {
      return JSON.parse(form.field(name));
    } catch {
      // Said at the field: it can't be read.
      return undefined;
    }
  },
};

export function fieldOfRule(path: readonly string[], { value }: Rule<unknown>): RuleField {
  const own = BY_NAME[path.join('.')];
  if (own !== undefined) return own;
  const last = path.at(-1) ?? '';
  if (last === 'channels') return channelsField;
  if (typeof value === 'boolean') return yesNo;
  if (typeof value === 'number') return numberField;
  if (typeof value === 'string') return /^\d\d:\d\d$/.test(value) ? timeField : textField(plainText);
  if (Array.isArray(value) && value.every((one) => typeof one === 'number')) return textField(numbers);
  const keys = Object.keys(value as object);
  return keys.join() === 'months,km' ? intervalField : jsonField;
}
