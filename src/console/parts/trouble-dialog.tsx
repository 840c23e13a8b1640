import { useEffect, useState } from 'react';
import { messageOf } from '../api.ts';
import type { TroubleItem } from '../contract.ts';
import { useAction } from '../model/use-action.ts';
import { useModel } from '../model/use-model.ts';
import { Dialog } from './dialog.tsx';
import { ErrorNote } from './error-note.tsx';

interface TroubleWords {
  label: string;
  hint: string;
  times?: number;
}

const WORDS: Record<string, TroubleWords> = {
  kfSendFails: { label: '下一条客服消息发送失败', hint: '平台返回错误，系统会自动重试，车主不会收到两遍。', times: 1 },
  templateSendFails: {
    label: '下一条服务通知发送失败',
    hint: '发不出去的提醒会改走别的渠道，最后一步是电话任务。',
    times: 1,
  },
  lostAnswers: { label: '下一次发送没有回音', hint: '消息其实已经送到，系统核对之后不会再发一遍。', times: 1 },
  duplicateCallbacks: { label: '接下来 3 个回调重复送达', hint: '重复的消息会被认出来，不会多开工单。', times: 3 },
  lostCallbacks: { label: '接下来 1 个回调丢失', hint: '定时核对会把漏掉的消息补回来。', times: 1 },
  modelDown: { label: '大模型停机', hint: '改由本地规则判断，受理不会中断。' },
  modelSlow: { label: '大模型变慢', hint: '等满时限就用本地判断，车主不用一直等。' },
  modelOk: { label: '大模型恢复正常', hint: '判断重新由模型补充。' },
};

/** Switches that make the platform or the model misbehave. */
export function TroubleDialog({ onClose }: { onClose: () => void }) {
  const model = useModel();
  const action = useAction();
  const [items, setItems] = useState<TroubleItem[]>();
  const [loadError, setLoadError] = useState<string>();

  useEffect(() => {
    let left = false;
    model.api.trouble().then(
      (loaded) => {
        if (!left) setItems(loaded);
      },
      (error: unknown) => {
        if (!left) setLoadError(messageOf(error));
      },
    );
    return () => {
      left = true;
    };
  }, [model]);

  const make = (kind: string) =>
    action.run(kind, async (api) => {
      await api.makeTrouble(kind, WORDS[kind]?.times);
      setItems(await api.trouble());
    });

  return (
    <Dialog title="模拟故障" testId="trouble-dialog" onClose={onClose}>
      <p className="dialog__lead">让平台或大模型出点问题，看看系统怎么兜住。手机上和「发生了什么」里都会如实显示。</p>
      <ErrorNote
        error={action.error ?? loadError}
        onClose={() => {
          action.clearError();
          setLoadError(undefined);
        }}
        testId="trouble-error"
      />
      {items === undefined && loadError === undefined && <p role="status">正在读取…</p>}
      <ul className="troubles">
        {(items ?? []).map((item) => (
          <li key={item.kind} className="trouble" data-active={item.active} data-testid={`trouble-${item.kind}`}>
            <div className="trouble__text">
              <strong>
                {item.label ?? WORDS[item.kind]?.label ?? item.kind}
                {item.active && (
                  <span className="tag">{item.remaining === undefined ? '生效中' : `还剩 ${item.remaining} 次`}</span>
                )}
              </strong>
              <small>{item.hint ?? WORDS[item.kind]?.hint ?? ''}</small>
            </div>
            <button
              type="button"
              className="button"
              disabled={action.pending !== undefined}
              aria-busy={action.pending === item.kind}
              aria-label={`${item.kind.endsWith('Ok') ? '恢复' : '开始'}：${item.label ?? WORDS[item.kind]?.label ?? item.kind}`}
              onClick={() => void make(item.kind)}
              data-testid={`trouble-make-${item.kind}`}
            >
              {action.pending === item.kind ? '请稍候…' : item.kind.endsWith('Ok') ? '恢复' : '开始'}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
