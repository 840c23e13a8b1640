import { useEffect, useState } from 'react';
import { messageOf } from '../api.ts';
import { callResults } from '../contract.ts';
import type { CallItem, CallResult } from '../contract.ts';
import { useAction } from '../model/use-action.ts';
import { useModel } from '../model/use-model.ts';
import { Dialog } from './dialog.tsx';
import { ErrorNote } from './error-note.tsx';

/** Calls that people have to make, with one tap for how each ended. */
export function CallsDialog({ onClose }: { onClose: () => void }) {
  const model = useModel();
  const action = useAction();
  const [calls, setCalls] = useState<CallItem[]>();
  const [loadError, setLoadError] = useState<string>();

  useEffect(() => {
    let left = false;
    model.api.calls().then(
      (loaded) => {
        if (!left) setCalls(loaded);
      },
      (error: unknown) => {
        if (!left) setLoadError(messageOf(error));
      },
    );
    return () => {
      left = true;
    };
  }, [model]);

  const report = (call: CallItem, result: CallResult) =>
    action.run(`${call.id}/${result}`, async (api) => {
      await api.reportCall(call.id, result);
      setCalls(await api.calls());
    });

  return (
    <Dialog title="电话任务" testId="calls-dialog" onClose={onClose}>
      <p className="dialog__lead">其他渠道都联系不上的车主，由同事打电话。通话以后点一下结果。</p>
      <ErrorNote
        error={action.error ?? loadError}
        onClose={() => {
          action.clearError();
          setLoadError(undefined);
        }}
        testId="calls-error"
      />
      {calls === undefined && loadError === undefined && <p role="status">正在读取…</p>}
      {calls?.length === 0 && <p role="status">现在没有要打的电话。</p>}
      <ul className="calls">
        {(calls ?? []).map((call) => (
          <li key={call.id} className="call" data-testid="call">
            <div className="call__head">
              <strong>{call.title.includes(call.owner) ? call.title : `${call.title} · ${call.owner}`}</strong>
              <small>
                {call.assignee} · {call.dueOn}
              </small>
            </div>
            <details className="call__script">
              <summary>话术</summary>
              <p>{call.script}</p>
              {call.result !== undefined && <p className="call__result">{call.result}</p>}
            </details>
            <div className="call__results" role="group" aria-label="通话结果">
              {(Object.keys(callResults) as CallResult[]).map((result) => (
                <button
                  key={result}
                  type="button"
                  className="button"
                  disabled={action.pending !== undefined}
                  aria-busy={action.pending === `${call.id}/${result}`}
                  onClick={() => void report(call, result)}
                  data-testid={`call-${result}`}
                >
                  {callResults[result]}
                </button>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
