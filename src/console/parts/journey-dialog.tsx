import { useState } from 'react';
import { useAction } from '../model/use-action.ts';
import { Dialog } from './dialog.tsx';
import { ErrorNote } from './error-note.tsx';

const SPANS = [
  { days: 1, text: '一天' },
  { days: 7, text: '一周' },
  { days: 30, text: '一个月' },
];

/** How far time shall run, and what the staff do meanwhile. */
export function JourneyDialog({ onClose }: { onClose: () => void }) {
  const action = useAction();
  const [confirms, setConfirms] = useState(true);
  const start = async (days: number) => {
    if (await action.run(`start/${days}`, (api) => api.startJourney(days, confirms))) onClose();
  };
  return (
    <Dialog title="让时间快进" testId="journey-dialog" onClose={onClose}>
      <p className="dialog__lead">
        一天接一天：到点的提醒照常生成、发送、确认、改走下一渠道。一个月约需一分钟，随时可以停下。
      </p>
      <label className="check">
        <input
          type="checkbox"
          checked={confirms}
          onChange={(event) => setConfirms(event.target.checked)}
          data-testid="journey-confirms"
        />
        顾问收到群发任务就确认发送（不勾选：没人确认，到期改走下一渠道）
      </label>
      <ErrorNote error={action.error} onClose={action.clearError} testId="journey-error" />
      <div className="dialog__actions">
        {SPANS.map(({ days, text }) => (
          <button
            key={days}
            type="button"
            className={`button ${days === 30 ? 'button--primary' : ''}`}
            disabled={action.pending !== undefined}
            onClick={() => void start(days)}
            data-testid={`journey-${days}`}
          >
            ▶ {text}
          </button>
        ))}
      </div>
    </Dialog>
  );
}
