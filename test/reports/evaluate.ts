import { unzip } from '../documents/unzip.ts';

/** What stands in a cell of a file. `formula` without the leading `=`; `value`: what the file says it comes to. */
export interface FileCell {
  value: string | number;
  formula?: string;
}
export type Sheets = Map<string, Map<string, FileCell>>;

/** All cells of an XLSX, by sheet and address. */
export function readSheets(archive: Buffer): Sheets {
  const files = unzip(archive);
  const strings = [
    ...(files.get('xl/sharedStrings.xml') ?? '').matchAll(/<si><t[^>]*?(?:\/>|>([\s\S]*?)<\/t>)<\/si>/g),
  ].map((match) => plain(match[1] ?? ''));
  const names = [...(files.get('xl/workbook.xml') ?? '').matchAll(/<sheet [^>]*name="([^"]*)"/g)].map((match) =>
    plain(match[1] ?? ''),
  );
  return new Map(
    names.map((name, index) => {
      const xml = files.get(`xl/worksheets/sheet${index + 1}.xml`) ?? '';
      const cells = [...xml.matchAll(/<c r="([A-Z]+\d+)"([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)].flatMap(
        ([, address = '', attributes = '', body = '']): [string, FileCell][] => {
          const raw = /<v>([\s\S]*?)<\/v>/.exec(body)?.[1];
          const formula = /<f>([\s\S]*?)<\/f>/.exec(body)?.[1];
          if (raw === undefined && formula === undefined) return [];
          const value = attributes.includes('t="s"')
            ? (strings[Number(raw)] ?? '')
            : attributes.includes('t="str"')
              ? plain(raw ?? '')
              : Number(raw);
          return [[address, { value, ...(formula === undefined ? {} : { formula: plain(formula) }) }]];
        },
      );
      return [name, new Map(cells)];
    }),
  );
}

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" };
const plain = (xml: string) => xml.replaceAll(/&(?:amp|lt|gt|quot|apos);/g, (entity) => ENTITIES[entity] ?? entity);

type Scalar = string | number | boolean;
type Value = Scalar | Scalar[];

/** Computes a formula as a spreadsheet program does; knows what our reports use. Every other one is a fault. */
export function evaluate(sheets: Sheets, sheet: string, formula: string): Scalar {
  const tokens =
    formula.match(/'[^']*'!|"[^"]*"|\$?[A-Z]+\$?\d+(?!\()|[A-Z]+(?=\()|\d+(?:\.\d+)?|>=|<=|<>|[-+*/(),:<>=]/g) ?? [];
  let at = 0;
  const result = one(comparison());
  if (at !== tokens.length) throw new Error(`left over in ${formula}: ${tokens.slice(at).join(' ')}`);
  return result;

  function take(wanted?: string): string {
    const token = tokens[at];
    if (token === undefined || (wanted !== undefined && token !== wanted))
      throw new Error(`no ${wanted} in ${formula}`);
    at += 1;
    return token;
  }

  function comparison(): Value {
    const left = sum();
    if (!['>=', '<', '<=', '>', '='].includes(tokens[at] ?? '')) return left;
    const sign = take();
    const [a, b] = [one(left), one(sum())];
    if (sign === '>=') return a >= b;
    if (sign === '<') return a < b;
    throw new Error(`no ${sign} here`);
  }

  function sum(): Value {
    let left = product();
    while (tokens[at] === '+' || tokens[at] === '-') {
      const sign = take();
      const right = number(product());
      left = number(left) + (sign === '+' ? right : -right);
    }
    return left;
  }

  function product(): Value {
    let left = primary();
    while (tokens[at] === '*' || tokens[at] === '/') {
      const sign = take();
      const right = number(primary());
      if (sign === '/' && right === 0) throw new Error('#DIV/0!');
      left = sign === '*' ? number(left) * right : number(left) / right;
    }
    return left;
  }

  function primary(): Value {
    const token = take();
    if (token === '(') {
      const inner = comparison();
      take(')');
      return inner;
    }
    if (token.startsWith('"')) return token.slice(1, -1);
    if (/^\d/.test(token)) return Number(token);
    if (token.startsWith("'")) return range(token.slice(1, -2));
    if (/^\$?[A-Z]+\$?\d+$/.test(token)) {
      at -= 1;
      return range(sheet);
    }
    return call(token);
  }

  function range(name: string): Value {
    const cells = sheets.get(name);
    if (cells === undefined) throw new Error(`no sheet ${name}`);
    const from = take().replaceAll('$', '');
    if (tokens[at] !== ':') return cells.get(from)?.value ?? 0;
    take(':');
    const to = take().replaceAll('$', '');
    const column = /^[A-Z]+/.exec(from)?.[0] ?? '';
    const [first, last] = [from, to].map((address) => Number(address.slice(column.length)));
    return Array.from({ length: (last ?? 0) - (first ?? 0) + 1 }, (_, index) => {
      return cells.get(`${column}${(first ?? 0) + index}`)?.value ?? '';
    });
  }

  function call(name: string): Value {
    take('(');
    if (name === 'IFERROR') return ifError();
    const parameters: Value[] = [];
    while (tokens[at] !== ')') {
      parameters.push(comparison());
      if (tokens[at] === ',') take(',');
    }
    take(')');
    return compute(name, parameters);
  }

  function ifError(): Value {
    const start = at;
    let first: Value | undefined;
    try {
      first = comparison();
    } catch {
      at = start;
      skip();
    }
    take(',');
    const second = comparison();
    take(')');
    return first ?? second;
  }

  /** To the comma that ends a parameter. */
  function skip(): void {
    for (let depth = 0; depth > 0 || tokens[at] !== ','; at += 1) {
      if (tokens[at] === undefined) throw new Error(`no end in ${formula}`);
      if (tokens[at] === '(') depth += 1;
      if (tokens[at] === ')') depth -= 1;
    }
  }
}

function compute(name: string, given: readonly Value[]): Value {
  const [first = [], second = '', third = ''] = given;
  const list = Array.isArray(first) ? first : [first];
  const numbers = list.filter((value) => typeof value === 'number');
  const total = numbers.reduce((sum, value) => sum + value, 0);
  switch (name) {
    case 'SUM':
      return total;
    case 'COUNT':
      return numbers.length;
    case 'AVERAGE':
      if (numbers.length === 0) throw new Error('#DIV/0!');
      return total / numbers.length;
    case 'COUNTIF':
      return list.filter((value) => (second === '?*' ? typeof value === 'string' && value !== '' : value === second))
        .length;
    case 'COUNTIFS': {
      const ranges = given.filter((_, index) => index % 2 === 0);
      const wanted = given.filter((_, index) => index % 2 === 1);
      return list.filter((_, row) => ranges.every((range, at) => Array.isArray(range) && range[row] === wanted[at]))
        .length;
    }
    case 'SUMPRODUCT': {
      const others = Array.isArray(second) ? second : [second];
      return list.reduce<number>((sum, value, index) => {
        const other = others[index];
        return sum + (typeof value === 'number' && typeof other === 'number' ? value * other : 0);
      }, 0);
    }
    case 'ISNUMBER':
      return typeof first === 'number';
    case 'IF':
      return first === true ? second : third;
    default:
      throw new Error(`no function ${name}`);
  }
}

function one(value: Value): Scalar {
  if (Array.isArray(value)) throw new Error('a range where a value is wanted');
  return value;
}

function number(value: Value): number {
  const only = one(value);
  if (typeof only !== 'number') throw new Error('#VALUE!');
  return only;
}
