/**
 * npm run eval -- [--file cases.jsonl] [--cv] [--json] | --replies [--file replies.jsonl]
 *
 * Measures the local classifier on labelled cases it was not trained on (default: the independent hold-out), on both red
 * teams, and with --cv by cross-validation over the training examples; beside a majority guess and a plain n-gram classifier.
 * With --replies: how replies to reminders and survey questions are read, on replies that were not trained on.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readOptions } from './command-line.ts';
import { sharedClassifier } from '../understanding/classifier.ts';
import { judgeRedTeam, readRedTeam, redTeamFigures } from '../understanding/evaluation/red-team.ts';
import type { RedTeamFigures } from '../understanding/evaluation/red-team.ts';
import { replyLines, reportOnReplies } from '../understanding/evaluation/replies.ts';
import { reportOn } from '../understanding/evaluation/report.ts';
import type { Report } from '../understanding/evaluation/report.ts';
import { severityLines, tablesOf } from '../understanding/evaluation/tables.ts';
import { crossValidate } from '../understanding/training/cross-validate.ts';
import { judge } from '../understanding/training/evaluate.ts';
import { readExampleFile, readExamples } from '../understanding/training/examples.ts';

const USAGE = `npm run eval -- [--file cases.jsonl] [--cv] [--json] | --replies [--file replies.jsonl]
  --file FILE  labelled cases of your own instead of the independent hold-out
  --cv         cross-validate over the training examples too (minutes)
  --json       figures as JSON
  --replies    measure the reading of replies instead`;

const { values } = readOptions(USAGE, {
  options: {
    file: { type: 'string' },
    cv: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    replies: { type: 'boolean', default: false },
  },
});
const cases = (name: string): URL => new URL(`../../test/understanding/${name}`, import.meta.url);

if (values.replies) {
  const files =
    values.file === undefined
      ? ['replies-holdout.jsonl', 'replies-second.jsonl', 'replies-third.jsonl', 'replies-fourth.jsonl'].map(cases)
      : [pathToFileURL(resolve(values.file))];
  const lines = files.flatMap((file) => replyLines(reportOnReplies(file.pathname.split('/').at(-1) ?? '', file)));
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exit();
}
const examples = readExamples();

const reports: Report[] = [heldOut()];
if (values.cv) reports.push(reportOn('training examples, each judged unseen', crossValidate(examples).judged, []));
const redTeams =
  values.file === undefined
    ? ['red-team-second.jsonl', 'red-team-independent.jsonl', 'red-team.jsonl'].map(redTeam)
    : [];

process.stdout.write(
  values.json
    ? `${JSON.stringify({ reports, redTeams }, null, 1)}\n`
    : [
        ...reports.map(tablesOf),
        ...redTeams.map(({ name, figures }) => `${name}\n${severityLines(figures).join('\n')}\n`),
      ].join('\n'),
);

function heldOut(): Report {
  const file = values.file === undefined ? cases('holdout-independent.jsonl') : pathToFileURL(resolve(values.file));
  const labelled = readExampleFile(file);
  const judged = judge(sharedClassifier(), labelled);
  const report = reportOn(values.file ?? 'independent hold-out', judged, examples);
  const withSeverity = judged.flatMap(({ example, decision }) =>
    example.severity === undefined
      ? []
      : [{ messages: [example.text], severity: example.severity, decided: decision.severity }],
  );
  return withSeverity.length === 0 ? report : { ...report, severity: redTeamFigures(withSeverity) };
}

function redTeam(name: string): { name: string; figures: RedTeamFigures } {
  return { name, figures: redTeamFigures(judgeRedTeam(readRedTeam(cases(name)))) };
}
