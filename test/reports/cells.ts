import { expect } from 'vitest';
import { columnName } from '../../src/documents/index.ts';
import { evaluate, type Sheets } from './evaluate.ts';

const LETTERS = Array.from({ length: 14 }, (_, index) => columnName(index));

/** The rows of a sheet as texts by column, titles left out. */
export function rows(sheets: Sheets, name: string): string[][] {
  const byRow = Map.groupBy(sheets.get(name) ?? [], ([address]) => Number(/\d+$/.exec(address)?.[0]));
  return [...byRow.entries()]
    .filter(([row]) => row > 3)
    .map(([, cells]) => {
      const byColumn = new Map(cells.map(([address, { value }]) => [/^[A-Z]+/.exec(address)?.[0], String(value)]));
      return LETTERS.map((letter) => byColumn.get(letter) ?? '');
    });
}

/** Computes every formula over the cells of the file; what the file says has to be the same. */
export function expectFormulas(sheets: Sheets): number {
  const faults: string[] = [];
  let formulas = 0;
  for (const [name, cells] of sheets) {
    for (const [address, { formula, value }] of cells) {
      if (formula === undefined) continue;
      formulas += 1;
      const computed = evaluate(sheets, name, formula);
      const isSame =
        typeof value === 'number' && typeof computed === 'number'
          ? Math.abs(computed - value) < 1e-9
          : computed === value;
      if (!isSame) faults.push(`${name}!${address} ${formula} is ${String(computed)}, not ${value}`);
    }
  }
  expect(faults).toEqual([]);
  return formulas;
}
