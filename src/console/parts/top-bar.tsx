import { useState } from 'react';
import { useSnapshot } from '../model/use-model.ts';
import { CallsDialog } from './calls-dialog.tsx';
import { ClockPanel } from './clock-panel.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { TroubleDialog } from './trouble-dialog.tsx';

const CONNECTION = { connecting: '正在连接', live: '实时', lost: '已断开，正在重连' } as const;
const COUNTS = [
  ['openTickets', '未关闭工单'],
  ['callTasks', '电话任务'],
  ['reminders', '提醒'],
  ['outboxPending', '待发送'],
] as const;

/** Which dealership it is, what time it is there, and the tools. */
export function TopBar() {
  const { state, connection } = useSnapshot();
  const [dialog, setDialog] = useState<'calls' | 'import' | 'trouble'>();
  const counts = COUNTS.flatMap(([key, label]) => {
    const count = state?.counts[key];
    return count === undefined ? [] : [{ key, label, count }];
  });
  return (
    <header className="top-bar" data-testid="top-bar">
      <div className="brand">
        <img src={new URL('../icon.svg', import.meta.url).href} alt="" width="36" height="36" />
        <div className="brand__text">
          <h1 data-testid="store-name">{state?.store.name ?? '客户关爱沙箱'}</h1>
          <p>
            <span
              className={`connection connection--${connection}`}
              role="status"
              data-testid="connection"
              data-state={connection}
            >
              {CONNECTION[connection]}
            </span>
            <span className="brand__kind">客户关爱沙箱</span>
          </p>
        </div>
      </div>
      {counts.length > 0 && (
        <dl className="counts" data-testid="counts">
          {counts.map(({ key, label, count }) => (
            <div key={key}>
              <dt>{label}</dt>
              <dd>{count}</dd>
            </div>
          ))}
        </dl>
      )}
      <ClockPanel />
      <div className="tools">
        <button
          type="button"
          className="button"
          aria-label="电话任务"
          onClick={() => setDialog('calls')}
          data-testid="calls-open"
        >
          电话<span className="tools__more">任务</span>
        </button>
        <button
          type="button"
          className="button"
          aria-label="导入数据"
          onClick={() => setDialog('import')}
          data-testid="import-open"
        >
          导入<span className="tools__more">数据</span>
        </button>
        <button
          type="button"
          className="button"
          aria-label="模拟故障"
          onClick={() => setDialog('trouble')}
          data-testid="trouble-open"
        >
          <span className="tools__more">模拟</span>故障
        </button>
      </div>
      {dialog === 'calls' && <CallsDialog onClose={() => setDialog(undefined)} />}
      {dialog === 'import' && <ImportDialog onClose={() => setDialog(undefined)} />}
      {dialog === 'trouble' && <TroubleDialog onClose={() => setDialog(undefined)} />}
    </header>
  );
}
