import { useEffect, useState } from 'react';
import type { OwnerInfo, OwnerItem } from '../contract.ts';
import { itemsOf, ownerListName, unreadOf } from '../model/unread.ts';
import { useAction } from '../model/use-action.ts';
import type { Action } from '../model/use-action.ts';
import { useModel, useSnapshot } from '../model/use-model.ts';
import { Badge } from './badge.tsx';
import { Composer } from './composer.tsx';
import { ErrorNote } from './error-note.tsx';
import { MessageList } from './message-list.tsx';
import { OwnerBubble, ServiceNotice } from './owner-messages.tsx';
import { Phone } from './phone.tsx';
import { Suggestions } from './suggestions.tsx';

type Channel = OwnerItem['channel'];

/** The owner's WeChat: the chat with the dealership, and the notices of its service account. */
export function OwnerPhone({ owner, visible }: { owner: OwnerInfo; visible: boolean }) {
  const model = useModel();
  const { owners, seen, state } = useSnapshot();
  const [channel, setChannel] = useState<Channel>('kf');
  const action = useAction();
  const id = owner.personId;
  const lists = { kf: itemsOf(owners[id], 'kf'), officialAccount: itemsOf(owners[id], 'officialAccount') };
  const shownCount = lists[channel].length;

  useEffect(() => {
    if (visible) model.markSeen(ownerListName(id, channel), shownCount);
  }, [model, visible, id, channel, shownCount]);

  const send = (text: string) => {
    setChannel('kf');
    return action.run('send', (api) => api.sendAsOwner(id, text));
  };
  const unread = (of: Channel) => (visible && of === channel ? 0 : unreadOf(lists[of], seen[ownerListName(id, of)]));

  return (
    <>
      <Phone look="wechat">
        <header className="app-bar">
          <h3>{channel === 'kf' ? (state?.store.name ?? '客服') : '服务通知'}</h3>
          <p>{channel === 'kf' ? '微信客服' : `来自服务号「${state?.store.name ?? ''}」`}</p>
        </header>
        <div className="tabs" role="group" aria-label="切换会话">
          <ChannelTab channel="kf" shown={channel} unread={unread('kf')} onShow={setChannel} />
          <ChannelTab
            channel="officialAccount"
            shown={channel}
            unread={unread('officialAccount')}
            onShow={setChannel}
          />
        </div>
        {channel === 'kf' ? (
          <MessageList
            list={ownerListName(id, 'kf')}
            label="与客服的聊天记录"
            items={lists.kf}
            testId="owner-messages"
            empty="还没有消息。点下面的一句话，或者自己写一条，看看门店怎么接待。"
            render={(item) => (
              <OwnerBubble
                item={item}
                ownerName={owner.name}
                action={action}
                onMenu={(seq, menuId) =>
                  void action.run(`menu/${seq}/${menuId}`, (api) => api.chooseMenu(id, seq, menuId))
                }
              />
            )}
          />
        ) : (
          <MessageList
            list={ownerListName(id, 'officialAccount')}
            label="服务通知"
            items={lists.officialAccount}
            testId="owner-notices"
            empty="还没有服务通知。把时钟拨到下一天，到期的保养、年检、生日提醒会发到这里。"
            render={(item) => <ServiceNotice item={item} />}
          />
        )}
        <ErrorNote error={action.error} onClose={action.clearError} testId="owner-error" />
        {channel === 'kf' ? (
          <Composer
            name="owner"
            label={`以${owner.name}的身份发消息`}
            placeholder="说说遇到的问题…"
            action={action}
            onSend={send}
          />
        ) : (
          <FollowBar owner={owner} action={action} />
        )}
      </Phone>
      <Suggestions
        name="owner"
        title="试着说一句"
        texts={owner.suggestions}
        action={action}
        onPick={(text) => void send(text)}
      />
    </>
  );
}

interface ChannelTabProps {
  channel: Channel;
  shown: Channel;
  unread: number;
  onShow: (channel: Channel) => void;
}

function ChannelTab({ channel, shown, unread, onShow }: ChannelTabProps) {
  return (
    <button
      type="button"
      className="tabs__tab"
      aria-pressed={channel === shown}
      onClick={() => onShow(channel)}
      data-testid={channel === 'kf' ? 'owner-tab-chat' : 'owner-tab-notices'}
    >
      {channel === 'kf' ? '客服聊天' : '服务通知'}
      <Badge count={unread} testId={channel === 'kf' ? 'owner-unread-chat' : 'owner-unread-notices'} />
    </button>
  );
}

/** Following decides whether reminders may come as template messages. */
function FollowBar({ owner, action }: { owner: OwnerInfo; action: Action }) {
  const choices = owner.follows === undefined ? [true, false] : [!owner.follows];
  return (
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
          {action.pending === `follow/${follow}` ? '请稍候…' : follow ? '关注服务号' : '取消关注服务号'}
        </button>
      ))}
    </div>
  );
}
