import { silentLogger } from '../src/logger.ts';
import { startSandbox } from '../src/sandbox/start.ts';

export interface MonthOrder {
  dataDir: string;
  days: number;
}

export interface MonthReport {
  days: number;
  /** From the press of the button to the last day's end. */
  seconds: number;
  /** Of the processor, for the service, its database and the emulated platform together. */
  cpuSeconds: number;
  /** Reminders and calls, all channels. */
  sent: number;
  residentMb: number;
}

const { dataDir, days } = JSON.parse(process.argv[2] ?? '{}') as MonthOrder;
const sandbox = await startSandbox({
  port: 0,
  dataDir,
  reset: false,
  seed: 1,
  logger: silentLogger,
  onProgress: () => undefined,
  modelSettings: undefined,
});
const api = new URL('/sandbox/api/', sandbox.url);
const startedAt = performance.now();
const before = process.cpuUsage();
await fetch(new URL('journey', api), { method: 'POST', body: JSON.stringify({ days, confirmGroupSends: true }) });
interface State {
  journey?: { running: boolean; note?: string; log: { counts: Record<string, number> }[] };
}
let journey: State['journey'];
while (journey?.running !== false) {
  await new Promise((resolve) => setTimeout(resolve, 500));
  ({ journey } = (await (await fetch(new URL('state', api))).json()) as State);
}
if (journey.note !== undefined) throw new Error(journey.note);
const { user, system } = process.cpuUsage(before);
const report: MonthReport = {
  days,
  seconds: (performance.now() - startedAt) / 1000,
  cpuSeconds: (user + system) / 1e6,
  sent: journey.log.flatMap(({ counts }) => Object.values(counts)).reduce((sum, count) => sum + count, 0),
  residentMb: process.resourceUsage().maxRSS / 1024,
};
await sandbox.close();
process.send?.(report);
process.disconnect?.();
