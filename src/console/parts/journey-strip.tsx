import { useState } from 'react';
import { journeyChannels } from '../contract.ts';
import type { Journey, JourneyChannel, JourneyDay } from '../contract.ts';
import { journeyTotals, reachedOn } from '../model/journey-totals.ts';
import { useAction } from '../model/use-action.ts';
import { useSnapshot } from '../model/use-model.ts';
import { ErrorNote } from './error-note.tsx';

const LABELS: Record<JourneyChannel, string> = {
  officialAccountTemplate: '服务号模板',
  subscriptionNotice: '订阅通知',
  kf: '微信客服',
  groupSend: '企业群发',
  sms: '短信',
  callTask: '电话任务',
};

/** Days that pass by themselves: how far they are, what went out on each, and a way to stop them. */
export function JourneyStrip() {
  const journey = useSnapshot().state?.journey;
  const [closed, setClosed] = useState<string>();
  const action = useAction();
  if (journey === undefined) return null;
  // A finished one that was put away stays so until another one begins.
  const name = `${journey.log[0]?.day ?? ''}/${journey.days}/${journey.passed}`;
  if (!journey.running && closed === name) return null;
  return (
    <section className="journey" aria-label="时间快进" data-testid="journey" data-running={journey.running}>
      <div className="journey__head">
        <strong role="status" data-testid="journey-progress">
          {journey.running ? '快进中' : (journey.note ?? '快进完成')} · 第 {journey.passed} / {journey.days} 天
        </strong>
        <progress max={journey.days} value={journey.passed} aria-label="进度" />
        {journey.running ? (
          <button
            type="button"
            className="button"
            disabled={action.pending !== undefined}
            onClick={() => void action.run('stop', (api) => api.stopJourney())}
            data-testid="journey-stop"
          >
            {action.pending === undefined ? '停下' : '正在停…'}
          </button>
        ) : (
          <button type="button" className="button" onClick={() => setClosed(name)} data-testid="journey-close">
            收起
          </button>
        )}
      </div>
      <ErrorNote error={action.error} onClose={action.clearError} testId="journey-strip-error" />
      <Bars log={journey.log} />
      <Totals journey={journey} />
    </section>
  );
}

/** One bar a day, a colour for each channel. */
function Bars({ log }: { log: JourneyDay[] }) {
  const highest = Math.max(1, ...log.map(reachedOn));
  return (
    <ol className="journey__bars" aria-label="每天发出的提醒">
      {log.map((day) => (
        <li key={day.day} className="journey__day" title={sentence(day)} data-testid="journey-day">
          <span className="sr-only">{sentence(day)}</span>
          <span className="journey__bar" aria-hidden="true" style={{ height: `${(reachedOn(day) / highest) * 100}%` }}>
            {journeyChannels.map((channel) => {
              const count = day.counts[channel] ?? 0;
              return count === 0 ? null : (
                <span key={channel} className={`channel channel--${channel}`} style={{ flexGrow: count }} />
              );
            })}
          </span>
          <span className="journey__date" aria-hidden="true">
            {day.day.slice(8)}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Totals({ journey }: { journey: Journey }) {
  const { counts, skipped } = journeyTotals(journey.log);
  return (
    <ul className="journey__totals" data-testid="journey-totals">
      {journeyChannels.map((channel) => (
        <li key={channel}>
          <span className={`channel channel--${channel}`} aria-hidden="true" />
          {LABELS[channel]} <strong>{counts[channel] ?? 0}</strong>
        </li>
      ))}
      <li>
        未发送（有原因） <strong>{skipped}</strong>
      </li>
    </ul>
  );
}

/** `2026-11-23：服务号模板 12，短信 3，未发送 1` */
function sentence(day: JourneyDay): string {
  const parts = journeyChannels.flatMap((channel) => {
    const count = day.counts[channel] ?? 0;
    return count === 0 ? [] : [`${LABELS[channel]} ${count}`];
  });
  if (day.skipped > 0) parts.push(`未发送 ${day.skipped}`);
  return `${day.day}：${parts.length === 0 ? '没有提醒' : parts.join('，')}`;
}
