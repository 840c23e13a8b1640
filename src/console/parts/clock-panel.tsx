import { useState } from 'react';
import { useAction } from '../model/use-action.ts';
import { useSnapshot } from '../model/use-model.ts';
import { useSandboxTime } from '../model/use-sandbox-time.ts';
import { relativeTime, wallTime } from '../time.ts';
import { ErrorNote } from './error-note.tsx';
import { JourneyDialog } from './journey-dialog.tsx';

const MOVES = [
  { name: 'hour', text: '+1 小时', seconds: 3600 },
  { name: 'day', text: '+1 天', seconds: 24 * 3600 },
];

/** The sandbox's time, and the buttons that move it. */
export function ClockPanel() {
  const { state } = useSnapshot();
  const action = useAction();
  const nowMs = useSandboxTime();
  const now = wallTime(nowMs);
  const next = state?.nextDue ?? undefined;
  const [isPlanning, setPlanning] = useState(false);
  const busy = action.pending !== undefined || state?.journey?.running === true;
  return (
    <section className="clock" aria-label="沙箱时钟">
      <div className="clock__now">
        <time dateTime={new Date(nowMs).toISOString()} data-testid="clock">
          {/* Before the first answer the sandbox's time is unknown; this machine's would be a wrong one. */}
          <span className="clock__time">{state === undefined ? '–' : now.time}</span>
          <span className="clock__date">{state === undefined ? '' : `${now.date} ${now.weekday}`}</span>
        </time>
      </div>
      <div className="clock__moves">
        {MOVES.map((move) => (
          <button
            key={move.name}
            type="button"
            className="button"
            disabled={busy || state === undefined}
            aria-busy={action.pending === move.name}
            onClick={() => void action.run(move.name, (api) => api.advance(move.seconds))}
            data-testid={`clock-${move.name}`}
          >
            {action.pending === move.name ? '拨动中…' : move.text}
          </button>
        ))}
        <button
          type="button"
          className="button button--primary"
          disabled={busy || next === undefined}
          aria-busy={action.pending === 'next'}
          onClick={() => void action.run('next', (api) => api.advanceToNext())}
          data-testid="clock-next"
        >
          {action.pending === 'next' ? '拨动中…' : '到下一件事'}
        </button>
        <button
          type="button"
          className="button"
          disabled={busy || state === undefined}
          onClick={() => setPlanning(true)}
          data-testid="journey-open"
        >
          ▶ 快进
        </button>
      </div>
      <p className="clock__next" data-testid="next-due">
        {next === undefined ? (
          '暂时没有排定的事'
        ) : (
          <>
            <span className="clock__next-label">下一件事</span>
            <strong>{relativeTime(next.at, nowMs)}</strong> <span>{next.what}</span>
          </>
        )}
      </p>
      {isPlanning && <JourneyDialog onClose={() => setPlanning(false)} />}
      <ErrorNote error={action.error} onClose={action.clearError} testId="clock-error" />
    </section>
  );
}
