import { useEffect, useState } from 'react';
import { ownerChannels } from '../contract.ts';
import type { OwnerChannel, OwnerInfo } from '../contract.ts';
import { itemsOf, ownerListName, unreadOf } from '../model/unread.ts';
import { useAction } from '../model/use-action.ts';
import { useModel, useSnapshot } from '../model/use-model.ts';
import { Badge } from './badge.tsx';
import { Composer } from './composer.tsx';
import { ErrorNote } from './error-note.tsx';
import { FollowBar } from './follow-bar.tsx';
import { MessageList } from './message-list.tsx';
import { OwnerBubble, ServiceNotice, ShortMessage } from './owner-messages.tsx';
import { Phone } from './phone.tsx';
import { Suggestions } from './suggestions.tsx';

/** What each list of the phone is called, and what stands in it while it is empty. */
const LISTS: Record<OwnerChannel, { tab: string; label: string; testId: string; empty: string }> = {
  kf: {
    tab: '客服',
    label: '与客服的聊天记录',
    testId: 'messages',
    empty: '还没有消息。点下面的一句话，或者自己写一条，看看门店怎么接待。',
  },
  officialAccount: {
    tab: '服务通知',
    label: '服务通知',
    testId: 'notices',
    empty: '还没有服务通知。把时钟拨到下一天，到期的保养、年检、生日提醒会发到这里。',
  },
  contact: {
    tab: '顾问',
    label: '与门店顾问的聊天记录',
    testId: 'contact',
    empty: '还没有消息。顾问在自己的手机上确认企业群发以后，提醒会出现在这里。',
  },
  sms: {
    tab: '短信',
    label: '短信',
    testId: 'sms',
    empty: '还没有短信。微信里联系不上的车主，到期提醒会改发短信。',
  },
};

/** The owner's phone: the chats with the dealership and with an adviser, service notices, short messages. */
export function OwnerPhone({ owner, visible }: { owner: OwnerInfo; visible: boolean }) {
  const model = useModel();
  const { owners, seen, state } = useSnapshot();
  const [channel, setChannel] = useState<OwnerChannel>('kf');
  const action = useAction();
  const id = owner.personId;
  const items = itemsOf(owners[id], channel);
  const shownCount = items.length;
  const { label, testId, empty } = LISTS[channel];

  useEffect(() => {
    if (visible) model.markSeen(ownerListName(id, channel), shownCount);
  }, [model, visible, id, channel, shownCount]);

  const send = (text: string) => {
    setChannel('kf');
    return action.run('send', (api) => api.sendAsOwner(id, text));
  };
  const unread = (of: OwnerChannel) =>
    visible && of === channel ? 0 : unreadOf(itemsOf(owners[id], of), seen[ownerListName(id, of)]);
  const storeName = state?.store.name ?? '';

  return (
    <>
      <Phone look="wechat">
        <header className="app-bar">
          <AppTitle channel={channel} storeName={storeName} />
        </header>
        <div className="tabs" role="group" aria-label="切换会话">
          {ownerChannels.map((one) => (
            <ChannelTab key={one} channel={one} shown={channel} unread={unread(one)} onShow={setChannel} />
          ))}
        </div>
        <MessageList
          list={ownerListName(id, channel)}
          label={label}
          items={items}
          testId={`owner-${testId}`}
          empty={empty}
          render={(item) =>
            channel === 'officialAccount' ? (
              <ServiceNotice item={item} personId={id} />
            ) : channel === 'sms' ? (
              <ShortMessage item={item} personId={id} />
            ) : (
              <OwnerBubble
                item={item}
                owner={owner}
                action={action}
                onMenu={(seq, menuId) =>
                  void action.run(`menu/${seq}/${menuId}`, (api) => api.chooseMenu(id, seq, menuId))
                }
              />
            )
          }
        />
        <ErrorNote error={action.error} onClose={action.clearError} testId="owner-error" />
        {channel === 'kf' ? (
          <Composer
            name="owner"
            label={`以${owner.name}的身份发消息`}
            placeholder="说说遇到的问题…"
            action={action}
            onSend={send}
            onSendFile={(file) => action.run('file', (api) => api.sendFileAsOwner(id, file))}
          />
        ) : (
          channel === 'officialAccount' && <FollowBar owner={owner} action={action} />
        )}
        {channel === 'sms' && shownCount > 0 && (
          <Composer
            key="sms"
            name="owner-sms"
            label={`以${owner.name}的身份回复短信`}
            placeholder="回复短信，如 TD（退订）"
            action={action}
            onSend={(text) => action.run('send', (api) => api.answerSms(id, text))}
          />
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

/** Who the messages come from. */
function AppTitle({ channel, storeName }: { channel: OwnerChannel; storeName: string }) {
  const titles: Record<OwnerChannel, [string, string]> = {
    kf: [storeName === '' ? '客服' : storeName, '微信客服'],
    officialAccount: ['服务通知', `来自服务号「${storeName}」`],
    contact: ['门店顾问', `@${storeName} · 企业微信`],
    sms: ['短信', '不经过微信'],
  };
  const [title, detail] = titles[channel];
  return (
    <>
      <h3>{title}</h3>
      <p>{detail}</p>
    </>
  );
}

interface ChannelTabProps {
  channel: OwnerChannel;
  shown: OwnerChannel;
  unread: number;
  onShow: (channel: OwnerChannel) => void;
}

function ChannelTab({ channel, shown, unread, onShow }: ChannelTabProps) {
  const name = channel === 'kf' ? 'chat' : LISTS[channel].testId;
  return (
    <button
      type="button"
      className="tabs__tab"
      aria-pressed={channel === shown}
      onClick={() => onShow(channel)}
      data-testid={`owner-tab-${name}`}
    >
      {LISTS[channel].tab}
      <Badge count={unread} testId={`owner-unread-${name}`} />
    </button>
  );
}
