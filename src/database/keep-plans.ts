import { type PGlite, parse, protocol, type QueryOptions, type Results, type Transaction } from '@electric-sql/pglite';

/** So many statements are kept; the one that has not been used for longest makes room. */
const MOST_KEPT = 600;
/** Planned anew after so many uses: nobody analyses the embedded database's tables, and they grow. */
const USES_OF_A_PLAN = 200;

interface Kept {
  name: string;
  /** Type of each parameter, by its number in the database. */
  parameterTypes: readonly number[];
  /** What the database says of the rows; absent when there are none. */
  description: Message | undefined;
  uses: number;
}
type Message = Awaited<ReturnType<PGlite['execProtocolStream']>>[number];
const { serialize } = protocol;

/** Statements that have a plan; the rest (BEGIN, SET, tables made and changed) goes the long way. */
const HAS_PLAN = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i;
/** Whatever changes a table's shape: what was told of its rows may not hold any more. */
const CHANGES_SHAPE = /\b(CREATE|ALTER|DROP)\b/i;

/**
 * The embedded database reads, describes and plans each statement anew and crosses into WebAssembly six times for it.
 * Ours are some five hundred texts, again and again: each is prepared once, and then takes one crossing and no plan.
 */
export function keepPlans(pglite: PGlite): PGlite {
  /** By text, the one used last at the end. */
  const kept = new Map<string, Kept>();
  let made = 0;
  /** Closed with the next message. */
  const unwanted: string[] = [];

  const forget = (text: string, statement: Kept) => {
    kept.delete(text);
    unwanted.push(statement.name);
  };

  async function prepare(text: string): Promise<Kept> {
    made += 1;
    const name = `kept_${made}`;
    const closes = unwanted.splice(0).map((old) => serialize.close({ type: 'S', name: old }));
    const answer = await pglite.execProtocolStream(
      Buffer.concat([
        ...closes,
        serialize.parse({ name, text }),
        serialize.describe({ type: 'S', name }),
        serialize.sync(),
      ]),
      { syncToFs: false },
    );
    return {
      name,
      parameterTypes: parse.parseDescribeStatementResults(answer),
      description: answer.find((message) => message.name === 'rowDescription'),
      uses: 0,
    };
  }

  async function statementFor(text: string): Promise<Kept> {
    let statement = kept.get(text);
    if (statement !== undefined && statement.uses >= USES_OF_A_PLAN) {
      forget(text, statement);
      statement = undefined;
    }
    statement ??= await prepare(text);
    statement.uses += 1;
    kept.delete(text);
    kept.set(text, statement);
    const [oldest] = kept;
    if (kept.size > MOST_KEPT && oldest !== undefined) forget(...oldest);
    return statement;
  }

  function write(value: unknown, type: number | undefined, options: QueryOptions | undefined): string | null {
    if (value === null || value === undefined) return null;
    const serializer = type === undefined ? undefined : (options?.serializers?.[type] ?? pglite.serializers[type]);
    // As PGlite itself does it.
    // oxlint-disable-next-line typescript/no-base-to-string
    return serializer === undefined ? String(value) : serializer(value);
  }

  /** All parsers, those of the caller first: hundreds of them, so they are put together once for each caller. */
  const together = new WeakMap<object, PGlite['parsers']>();
  function parsersFor(own: QueryOptions['parsers']): PGlite['parsers'] {
    if (own === undefined) return pglite.parsers;
    const known = together.get(own);
    if (known !== undefined) return known;
    const all = { ...pglite.parsers, ...own };
    together.set(own, all);
    return all;
  }

  async function run<Row>(text: string, values: readonly unknown[], options?: QueryOptions): Promise<Results<Row>> {
    return pglite._runExclusiveQuery(async () => {
      const { name, parameterTypes, description } = await statementFor(text);
      const bound = values.map((value, index) => write(value, parameterTypes[index], options));
      const messages = await pglite.execProtocolStream(
        Buffer.concat([serialize.bind({ statement: name, values: bound }), serialize.execute({}), serialize.sync()]),
        { syncToFs: false },
      );
      if (!pglite.isInTransaction()) await pglite.syncToFs();
      const described = description === undefined ? messages : [description, ...messages];
      const rowMode = options?.rowMode;
      const shape = rowMode === undefined ? {} : { rowMode };
      const [result] = parse.parseResults(described, parsersFor(options?.parsers), shape);
      return result as Results<Row>;
    });
  }

  const isKept = (text: string, options?: QueryOptions): boolean =>
    HAS_PLAN.test(text) && options?.blob === undefined && options?.paramTypes === undefined;
  const noteShape = (text: string): void => {
    if (CHANGES_SHAPE.test(text)) for (const entry of kept) forget(...entry);
  };

  const query = pglite.query.bind(pglite);
  const exec = pglite.exec.bind(pglite);
  const transaction = pglite.transaction.bind(pglite);
  pglite.query = async <Row>(text: string, values: unknown[] = [], options?: QueryOptions) => {
    if (!isKept(text, options)) {
      noteShape(text);
      return query<Row>(text, values, options);
    }
    await pglite._checkReady();
    return pglite._runExclusiveTransaction(() => run<Row>(text, values, options));
  };
  pglite.exec = async (text, options) => {
    // A single statement without parameters: the queue's look for jobs.
    if (isKept(text, options) && !text.includes(';')) return [await pglite.query(text, [], options)];
    noteShape(text);
    return exec(text, options);
  };
  pglite.transaction = <Result>(work: (tx: Transaction) => Promise<Result>) =>
    transaction((tx) => {
      const queryInside = tx.query.bind(tx);
      const execInside = tx.exec.bind(tx);
      tx.query = async <Row>(text: string, values: unknown[] = [], options?: QueryOptions) => {
        // One that has ended says so itself.
        if (!tx.closed && isKept(text, options)) return run<Row>(text, values, options);
        noteShape(text);
        return queryInside<Row>(text, values, options);
      };
      tx.exec = (text, options) => {
        noteShape(text);
        return execInside(text, options);
      };
      return work(tx);
    });
  return pglite;
}
