import { figureText, metricOf } from '../stats/index.ts';
import type { ReportContent } from './content.ts';
import { NOTHING, NOTHING_TO_ASK } from './messages.ts';
import { changeWords, targetWords } from './picture.ts';

/** The main figures as lines of a text; how many rows there are, for a report without figures. */
export function wordFigures(content: ReportContent): string {
  return [wordMain(content), ...content.revisions.map(({ words }) => words)].join('\n');
}

/** A report in a line or two, among others. */
export function headlineOf({ report, lines, isEmpty, revisions }: ReportContent): string {
  const isOfFollowUps = report.filters?.round !== undefined;
  const figures = lines
    .filter(({ spec, result }) => spec.isMain === true && result.value !== null)
    .map(({ name, spec, result }) => {
      const missed = result.isTargetMet === false ? '未达标' : '';
      const change = changeWords(result);
      const notes = [missed, change === '' || change === '持平' ? '' : `比上期${change}`].filter((note) => note !== '');
      const value = figureText(metricOf(spec.metric), result).replaceAll(' ', '');
      return `${name}${value}${notes.map((note) => `，${note}`).join('')}`;
    });
  const nothing = isOfFollowUps ? NOTHING_TO_ASK : NOTHING;
  const first = isEmpty || figures.length === 0 ? nothing : `${figures.join('；')}。`;
  return [first, ...revisions.map(({ words }) => `${words}。`)].join('\n');
}

function wordMain({ lines, tables }: ReportContent): string {
  const main = lines.filter(({ spec }) => spec.isMain === true);
  if (main.length === 0) return tables.map(({ title, rows }) => `${title}：共${rows.length}条`).join('\n');
  if (main.every(({ result }) => result.value === null)) return NOTHING;
  return main
    .map(({ name, spec, result }) => {
      const target = targetWords(result);
      const met = result.isTargetMet === undefined ? '' : result.isTargetMet ? '，达标' : '，未达标';
      const aside = result.value !== null && (result.aside ?? 0) > 0 ? asideWords(spec.metric, result.aside ?? 0) : '';
      const change = changeWords(result);
      const notes = [target === '' ? '' : `${target}${met}`, change === '' ? '' : `比上期${change}`, aside];
      const words = notes.filter((note) => note !== '').join('；');
      return `· ${name} ${figureText(metricOf(spec.metric), result)}${words === '' ? '' : `，${words}`}`;
    })
    .join('\n');
}

function asideWords(metric: Parameters<typeof metricOf>[0], count: number): string {
  const { aside, unit, shape } = metricOf(metric);
  return aside === undefined
    ? ''
    : `${shape === 'count' ? '其中' : '另有'}${count}${unit === '%' ? '条' : unit}${aside}`;
}
