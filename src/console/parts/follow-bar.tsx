import { useState } from 'react';
import type { OwnerInfo } from '../contract.ts';
import type { Action } from '../model/use-action.ts';
import { NoticePrompt } from './notice-prompt.tsx';

/** What an owner does in the service account: following decides about template messages, accepting about single notices. */
export function FollowBar({ owner, action }: { owner: OwnerInfo; action: Action }) {
  const [isAsking, setAsking] = useState(false);
  const choices = owner.follows === undefined ? [true, false] : [!owner.follows];
  const hasNotices = (owner.notices ?? []).length > 0;
  return (
    <>
      {isAsking && <NoticePrompt owner={owner} action={action} onClose={() => setAsking(false)} />}
      <div className="follow-bar">
        {choices.map((follow) => (
          <button
            key={String(follow)}
            type="button"
            className="button"
            disabled={action.pending !== undefined}
            aria-busy={action.pending === `follow/${follow}`}
            onClick={() => void action.run(`follow/${follow}`, (api) => api.follow(owner.personId, follow))}
            data-testid={follow ? 'owner-follow' : 'owner-unfollow'}
          >
            {action.pending === `follow/${follow}` ? '请稍候…' : follow ? '关注服务号' : '取消关注'}
          </button>
        ))}
        {hasNotices && (
          <button
            type="button"
            className="button"
            aria-expanded={isAsking}
            onClick={() => setAsking(!isAsking)}
            data-testid="owner-notices-open"
          >
            订阅下次提醒
          </button>
        )}
      </div>
    </>
  );
}
