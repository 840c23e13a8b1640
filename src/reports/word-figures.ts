import { figureText, metricOf, type MetricKey, type Result } from '../stats/index.ts';
import type { ReportContent } from './content.ts';
import { NO_COMPLAINT, NOTHING, NOTHING_TO_ASK } from './messages.ts';
import { changeWords, targetWords } from './picture.ts';

/** The main figures as lines of a text; how many rows there are, for a report without figures. */
export function wordFigures(content: ReportContent): string {
  return [wordMain(content), ...content.revisions.map(({ words }) => words)].join('\n');
}

/** A report in a line or two, among others. */
export function headlineOf(content: ReportContent): string {
  const { lines, isEmpty, revisions } = content;
  const figures = lines
    .filter(({ spec, result }) => spec.isMain === true && result.value !== null)
    .map((line) => ({ ...line, change: changeWords(line.result).replace('持平', '') }))
    // After the first one, nothing of a kind and no change need not be told.
    .filter(
      ({ spec, result, change }, index) =>
        index === 0 || result.value !== 0 || change !== '' || metricOf(spec.metric).shape !== 'count',
    )
    .map(({ name, spec, result, change }) => {
      const missed = result.isTargetMet === false ? '未达标' : '';
      const notes = [missed, comparedWords(content, change)].filter((note) => note !== '');
      const value = figureText(metricOf(spec.metric), result).replaceAll(' ', '');
      return `${name}${value}${notes.map((note) => `，${note}`).join('')}`;
    });
  const isNothing = lines.every(({ spec, result }) => spec.isMain !== true || (!result.value && !result.denominator));
  const first = isEmpty || isNothing ? nothingWords(content) : `${figures.join('；')}。`;
  return [first, ...revisions.map(({ words }) => `${words}。`)].join('\n');
}

/** Nothing to be asked, nothing that came, or nothing known: none of these is another. */
function nothingWords({ report, lines }: ReportContent): string {
  if (report.filters?.round !== undefined) {
    const excused = lines.find(({ spec }) => spec.metric === 'followUpsSkipped')?.result.value ?? 0;
    return excused > 0 ? NOTHING_TO_ASK.replace('。', `，免访${excused}位。`) : NOTHING_TO_ASK;
  }
  const isKnown = lines[0]?.result.value === 0;
  return isKnown && report.filters?.kind !== undefined ? NO_COMPLAINT : NOTHING;
}

/** `比上期多3条`, `与上期同期持平` */
function comparedWords({ isRunning }: ReportContent, change: string): string {
  if (change === '') return '';
  return `${change === '持平' ? '与' : '比'}${isRunning ? '上期同期' : '上期'}${change}`;
}

function wordMain(content: ReportContent): string {
  const { lines, tables, isEmpty } = content;
  const main = lines.filter(({ spec }) => spec.isMain === true);
  if (main.length > 0 && main.every(({ result }) => result.value === null)) return NOTHING;
  if (isEmpty) return nothingWords(content);
  if (main.length === 0) return tables.map(({ title, rows, all }) => `${title}：共${all ?? rows.length}条`).join('\n');
  return main
    .filter(isToldOf)
    .map(({ name, spec, result }) => {
      const target = targetWords(result);
      const met = result.isTargetMet === undefined ? '' : result.isTargetMet ? '，达标' : '，未达标';
      const aside = result.value !== null && (result.aside ?? 0) > 0 ? asideWords(spec.metric, result.aside ?? 0) : '';
      const change = changeWords(result);
      const notes = [target === '' ? '' : `${target}${met}`, comparedWords(content, change), aside];
      const words = notes.filter((note) => note !== '').join('；');
      return `· ${name} ${valueWords(spec.metric, result)}${words === '' ? '' : `，${words}`}`;
    })
    .join('\n');
}

/** What nobody has said anything about is told only where it has a target. */
const isToldOf = ({ result }: ReportContent['lines'][number]): boolean =>
  result.value !== null || (result.aside ?? 0) > 0 || result.target !== undefined;

/** A share of what is all still ahead is not one without data. */
function valueWords(metric: MetricKey, result: Result): string {
  const { aside = 0, value } = result;
  return value === null && aside > 0 ? `还没到期（${aside}条）` : figureText(metricOf(metric), result);
}

function asideWords(metric: MetricKey, count: number): string {
  const { aside, unit, shape } = metricOf(metric);
  return aside === undefined
    ? ''
    : `${shape === 'count' ? '其中' : '另有'}${count}${unit === '%' ? '条' : unit}${aside}`;
}
