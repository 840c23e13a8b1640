import { useEffect } from 'react';
import type { StaffInfo, StaffItem } from '../contract.ts';
import { staffListName } from '../model/unread.ts';
import { useAction } from '../model/use-action.ts';
import { useModel, useSnapshot } from '../model/use-model.ts';
import { Avatar } from './avatar.tsx';
import { CardView } from './card.tsx';
import { Composer } from './composer.tsx';
import { ErrorNote } from './error-note.tsx';
import { FileView } from './file-view.tsx';
import { GroupSendCard } from './group-send-card.tsx';
import { MessageList } from './message-list.tsx';
import { Phone } from './phone.tsx';
import { RichText } from './rich-text.tsx';
import { Suggestions } from './suggestions.tsx';

export interface StaffPhoneProps {
  /** Prefix of the test ids; two phones may show the same member. */
  name: 'staff' | 'manager';
  member: StaffInfo;
  visible: boolean;
  placeholder: string;
  empty: string;
  suggestionsTitle: string;
}

/** A member's WeCom: the chat with the dealership's own app. */
export function StaffPhone({ name, member, visible, placeholder, empty, suggestionsTitle }: StaffPhoneProps) {
  const model = useModel();
  const { staff } = useSnapshot();
  const action = useAction();
  const id = member.userId;
  const items = staff[id] ?? [];

  useEffect(() => {
    if (visible) model.markSeen(staffListName(id), items.length);
  }, [model, visible, id, items.length]);

  const send = (text: string) => action.run('send', (api) => api.sendAsStaff(id, text));
  return (
    <>
      <Phone look="wecom">
        <header className="app-bar">
          <h3>客户关爱</h3>
          <p>企业微信应用</p>
        </header>
        <MessageList
          list={`${name}/${staffListName(id)}`}
          label={`${member.name}与「客户关爱」应用的消息`}
          items={items}
          testId={`${name}-messages`}
          empty={empty}
          render={(item) => <StaffMessage item={item} member={member} />}
        />
        <ErrorNote error={action.error} onClose={action.clearError} testId={`${name}-error`} />
        <Composer
          name={name}
          label={`以${member.name}的身份发消息`}
          placeholder={placeholder}
          action={action}
          onSend={send}
          onSendFile={(file) => action.run('file', (api) => api.sendFileAsStaff(id, file))}
        />
      </Phone>
      <Suggestions
        name={name}
        title={suggestionsTitle}
        texts={member.suggestions}
        action={action}
        onPick={(text) => void send(text)}
      />
    </>
  );
}

function StaffMessage({ item, member }: { item: StaffItem; member: StaffInfo }) {
  if (item.card !== undefined) return <CardView card={item.card} userId={member.userId} />;
  if (item.groupSend !== undefined) return <GroupSendCard task={item.groupSend} userId={member.userId} />;
  const mine = item.from === 'staff';
  return (
    <div
      className={`bubble-row ${mine ? 'bubble-row--mine' : ''}`}
      data-testid="message"
      data-from={item.from}
      data-seq={item.seq}
    >
      <span className="sr-only">{mine ? `${member.name}：` : '客户关爱：'}</span>
      {mine ? (
        <Avatar name={member.name} size="small" />
      ) : (
        <span className="avatar avatar--small avatar--app" aria-hidden="true">
          关
        </span>
      )}
      <div className="bubble">
        {item.file === undefined ? (
          <RichText text={item.text ?? ''} visitor={member.userId} />
        ) : (
          <FileView file={item.file} />
        )}
      </div>
    </div>
  );
}
