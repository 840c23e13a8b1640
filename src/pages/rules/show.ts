import type { RouterContext } from '@koa/router';
import { addDays, dayOf } from '../../calendar.ts';
import { CareError } from '../../errors.ts';
import { changeRules, currentRulesVersion, getStore, leadsTheHouse, type Rules, rulesOf } from '../../stores/index.ts';
import { isAskedDay } from '../asked-day.ts';
import type { Form } from '../form.ts';
import { seeOther } from '../login.ts';
import { PageError, STATUS } from '../page-error.ts';
import { queryOf } from '../query.ts';
import type { Visit } from '../visit.ts';
import { previewSection } from './preview.ts';
import { readGroup } from './read-group.ts';
import { findGroup, type RuleGroup } from './rule-groups.ts';
import { type EditPageInput, editRulesPage, rulesPage } from './rules-page.ts';

/** `GET /rules`: every rule; `?edit=GROUP`: one group as a form, for who leads the house. */
export async function showRules(ctx: RouterContext, visit: Visit): Promise<void> {
  const mayChange = leadsTheHouse(visit.staff);
  const group = findGroup(queryOf(ctx, 'edit'));
  const { rules, version } = await load(visit);
  if (group !== undefined && mayChange) {
    ctx.body = editRulesPage(visit, { group, rules, version, day: tomorrow(visit) });
    return;
  }
  const saved = queryOf(ctx, 'saved');
  ctx.body = rulesPage(visit, {
    rules,
    version,
    mayChange,
    flash: /^\d{1,6}$/.test(saved)
      ? { text: saved === '0' ? '没有变化，不需要保存。' : `已保存并生效：第${saved}版。` }
      : undefined,
  });
}

/** `POST /rules`: tries a group's changes on a day, or puts them in force. */
export async function submitRules(ctx: RouterContext, visit: Visit, form: Form): Promise<void> {
  const { store, staff } = visit;
  if (!leadsTheHouse(staff)) {
    throw new PageError(403, { title: '无法修改', text: '规则由客户关爱总监或总经理修改。' });
  }
  const group = findGroup(form.field('group'));
  if (group === undefined) throw stale(visit);
  const now = await load(visit);
  const read = readGroup(form, group, (store.rules ?? {}) as Record<string, unknown>);
  const again = (rest: Partial<EditPageInput>) => {
    const day = isAskedDay(form.field('day')) ? form.field('day') : tomorrow(visit);
    const typed = (name: string) => form.all(name);
    ctx.body = editRulesPage(visit, { group, ...now, typed, faults: read.faults, day, ...rest });
  };
  if (read.faults.size > 0) {
    ctx.status = 422;
    return again({ flash: { text: '有几项需要修改，请看标出的地方。', isError: true } });
  }
  if (form.field('action') === 'preview') {
    const day = isAskedDay(form.field('day')) ? form.field('day') : tomorrow(visit);
    const rules = rulesOf({ id: store.id, rules: read.rules });
    return again({
      preview: await previewSection(visit, day, rules),
      flash: { text: '以下是按修改后的规则试排的结果，尚未保存。' },
    });
  }
  await save(ctx, visit, form, { rules: read.rules, group, again });
}

async function save(
  ctx: RouterContext,
  visit: Visit,
  form: Form,
  {
    rules,
    group,
    again,
  }: { rules: Record<string, unknown>; group: RuleGroup; again: (rest: Partial<EditPageInput>) => void },
): Promise<void> {
  const { context } = visit;
  const note = form.field('note').slice(0, 60).toWellFormed();
  try {
    const seen = Number.parseInt(form.field('seen'), 10) || 0;
    const version = await context.database.transaction((tx) =>
      changeRules(context, tx, { rules, note: note === '' ? `修改${group.label}` : note, seen }),
    );
    seeOther(ctx, `${visit.path}?saved=${version?.version ?? 0}#${group.key}`);
  } catch (error) {
    if (!(error instanceof CareError) || error.userMessage === undefined) throw error;
    ctx.status = STATUS[error.code] ?? 500;
    again({ flash: { text: error.userMessage, isError: true } });
  }
}

async function load({ context }: Visit): Promise<{ rules: Rules; version: number }> {
  return context.database.transaction(async (tx) => ({
    rules: rulesOf(await getStore(tx, context.storeId)),
    version: await currentRulesVersion(tx, context.storeId),
  }));
}

const tomorrow = ({ context }: Visit) => addDays(dayOf(context.clock.now()), 1);

const stale = (visit: Visit) =>
  new PageError(422, {
    title: '无法操作',
    text: '这个按钮已失效。',
    link: { href: visit.path, text: '重新打开规则' },
  });
