import type { OwnerInfo } from '../contract.ts';
import type { Action } from '../model/use-action.ts';

/** WeChat's question about one-time notices: each "允许" is one message to come, also for those who do not follow. */
export function NoticePrompt({ owner, action, onClose }: { owner: OwnerInfo; action: Action; onClose: () => void }) {
  const answer = (templateId: string, accept: boolean) =>
    void action.run(`notice/${templateId}`, (api) => api.answerNotice(owner.personId, templateId, accept));
  return (
    <section className="notice-prompt" aria-label="订阅消息" data-testid="notice-prompt">
      <header className="notice-prompt__head">
        <h4>申请发送以下消息（每次允许，可发一条）</h4>
        <button type="button" className="notice-prompt__close" aria-label="收起" onClick={onClose}>
          ×
        </button>
      </header>
      <ul>
        {(owner.notices ?? []).map(({ templateId, title, left }) => (
          <li key={templateId} data-testid={`notice-${templateId}`}>
            <span>
              {title}
              {left > 0 && <span className="tag">还可发 {left} 条</span>}
            </span>
            <button
              type="button"
              className="button"
              aria-label={`拒绝：${title}`}
              disabled={action.pending !== undefined}
              onClick={() => answer(templateId, false)}
              data-testid="notice-refuse"
            >
              拒绝
            </button>
            <button
              type="button"
              className="button button--primary"
              aria-label={`允许：${title}`}
              disabled={action.pending !== undefined}
              onClick={() => answer(templateId, true)}
              data-testid="notice-accept"
            >
              允许
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
