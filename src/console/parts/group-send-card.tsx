import type { GroupSendTask } from '../contract.ts';
import { useAction } from '../model/use-action.ts';
import { ErrorNote } from './error-note.tsx';

const DONE: Record<Exclude<GroupSendTask['status'], 'waiting'>, string> = {
  sent: '已确认发送',
  ignored: '已暂缓，客户尚未收到',
  cancelled: '任务已取消，改用其他方式提醒',
};
/** Names shown before the rest is only counted. */
const NAMES = 4;

/** A task of 群发助手 on a member's phone: customers get nothing before the member confirms. */
export function GroupSendCard({ task, userId }: { task: GroupSendTask; userId: string }) {
  const action = useAction();
  const { customers, status, reminders } = task;
  const names = customers.slice(0, NAMES).join('、');
  return (
    <article
      className="card card--group-send"
      aria-label="群发助手"
      data-testid={`group-send-${task.msgId}`}
      data-status={status}
    >
      <div className="card__body">
        <h4 className="card__title">
          群发助手 · 发给 {customers.length} 位客户
          {reminders > 0 && status === 'waiting' && <span className="tag">已提醒 {reminders} 次</span>}
        </h4>
        <p className="card__desc">
          {names}
          {customers.length > NAMES && ` 等 ${customers.length} 人`}
        </p>
        <blockquote className="card__quote">{task.text}</blockquote>
      </div>
      <ErrorNote error={action.error} onClose={action.clearError} testId="group-send-error" />
      {status === 'waiting' ? (
        <div className="card__buttons">
          <button
            type="button"
            className="card__button card__button--primary"
            disabled={action.pending !== undefined}
            aria-busy={action.pending === 'confirm'}
            onClick={() => void action.run('confirm', (api) => api.confirmGroupSend(userId, task.msgId))}
            data-testid="group-send-confirm"
          >
            {action.pending === 'confirm' ? '发送中…' : '确认发送'}
          </button>
          <button
            type="button"
            className="card__button"
            disabled={action.pending !== undefined}
            aria-busy={action.pending === 'ignore'}
            onClick={() => void action.run('ignore', (api) => api.ignoreGroupSend(userId, task.msgId))}
            data-testid="group-send-ignore"
          >
            稍后处理
          </button>
        </div>
      ) : (
        <p className="card__replaced" data-testid="group-send-status">
          {DONE[status]}
        </p>
      )}
    </article>
  );
}
