import type { PGlite, Transaction } from '@electric-sql/pglite';

/** Nobody else gets a turn for at most this long, and one statement. */
const HOLD_MS = 5;

/**
 * The embedded database works in our own thread and answers in the same turn of the event loop, so a service that is busy
 * with it reads no request and fires no timer: under a backlog for minutes. Makes statements wait for a turn of the loop
 * when there has been none for a while.
 */
export function giveWay(pglite: PGlite): PGlite {
  let lastTurnAt = performance.now();
  const turn = async (): Promise<void> => {
    if (performance.now() - lastTurnAt < HOLD_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    lastTurnAt = performance.now();
  };
  const slowDown = <Target extends Pick<Transaction, 'query' | 'exec'>>(target: Target): Target => {
    const query = target.query.bind(target);
    const exec = target.exec.bind(target);
    target.query = async <Row>(...input: Parameters<typeof query>) => {
      await turn();
      return query<Row>(...input);
    };
    target.exec = async (...input) => {
      await turn();
      return exec(...input);
    };
    return target;
  };
  const transaction = pglite.transaction.bind(pglite);
  pglite.transaction = async <Result>(work: (tx: Transaction) => Promise<Result>) => {
    await turn();
    return transaction((tx) => work(slowDown(tx)));
  };
  return slowDown(pglite);
}
