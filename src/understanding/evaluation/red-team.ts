import { readFileSync } from 'node:fs';
import { understandLocally } from '../local.ts';
import { isSeverity } from '../taxonomy.ts';
import type { Severity } from '../taxonomy.ts';

export type RedTeamLine = { messages: string[]; severity: Severity };

export type RedTeamFigures = {
  grave: number;
  /** Share of P0 and P1 lines that got at least their own level. */
  recall: number;
  /** Share of P0 and P1 lines that were seen as P0 or P1 at all. */
  graveRecall: number;
  harmless: number;
  /** Share of harmless lines that raised P0 or P1. */
  falseAlarms: number;
};

/** Reads lines of `{text | messages, severity}`; "low" stands for anything below P1. */
export function readRedTeam(file: URL): RedTeamLine[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line) => {
    if (line.trim() === '') return [];
    const { text, messages, severity } = JSON.parse(line) as { text?: string; messages?: string[]; severity: string };
    return [{ messages: messages ?? [text ?? ''], severity: isSeverity(severity) ? severity : 'P3' }];
  });
}

export type JudgedLine = RedTeamLine & { decided: Severity };

export const judgeRedTeam = (lines: readonly RedTeamLine[]): JudgedLine[] =>
  lines.map((line) => ({ ...line, decided: understandLocally({ messages: line.messages }).severity }));

export function redTeamFigures(lines: readonly JudgedLine[]): RedTeamFigures {
  const grave = lines.filter(({ severity }) => severity < 'P2');
  const harmless = lines.filter(({ severity }) => severity >= 'P2');
  const share = (list: readonly JudgedLine[], matches: (line: JudgedLine) => boolean): number =>
    list.length === 0 ? 0 : list.filter(matches).length / list.length;
  return {
    grave: grave.length,
    recall: share(grave, ({ severity, decided }) => decided <= severity),
    graveRecall: share(grave, ({ decided }) => decided < 'P2'),
    harmless: harmless.length,
    falseAlarms: share(harmless, ({ decided }) => decided < 'P2'),
  };
}
