import type { OwnerInfo, OwnerItem } from '../contract.ts';
import type { Action } from '../model/use-action.ts';
import { useLinkAs } from '../model/use-link-as.ts';
import { safeHref } from '../rich-text.ts';
import { Avatar } from './avatar.tsx';
import { FileView } from './file-view.tsx';
import { RichText } from './rich-text.tsx';

export interface OwnerBubbleProps {
  item: OwnerItem;
  owner: Pick<OwnerInfo, 'name' | 'personId'>;
  action: Action;
  onMenu: (seq: number, id: string) => void;
}

/** One message of a chat: with 微信客服, or with an adviser. */
export function OwnerBubble({ item, owner, action, onMenu }: OwnerBubbleProps) {
  if (item.from === 'system') {
    return (
      <p className="system-note" data-testid="message" data-from="system" data-seq={item.seq}>
        {item.text}
      </p>
    );
  }
  const mine = item.from === 'owner';
  return (
    <div
      className={`bubble-row ${mine ? 'bubble-row--mine' : ''}`}
      data-testid="message"
      data-from={item.from}
      data-kind={item.kind}
      data-seq={item.seq}
    >
      <span className="sr-only">{mine ? `${owner.name}：` : item.channel === 'contact' ? '顾问：' : '客服：'}</span>
      {mine ? (
        <Avatar name={owner.name} size="small" />
      ) : (
        <StoreAvatar text={item.channel === 'contact' ? '顾' : '店'} />
      )}
      <div className="bubble">
        {item.title !== undefined && <strong className="bubble__title">{item.title}</strong>}
        {item.file === undefined ? (
          <RichText text={item.text} visitor={owner.personId} />
        ) : (
          <FileView file={item.file} />
        )}
        {item.menu !== undefined && item.menu.length > 0 && (
          <ul className="menu">
            {item.menu.map((entry) => {
              const name = `menu/${item.seq}/${entry.id}`;
              return (
                <li key={entry.id}>
                  <button
                    type="button"
                    className="menu__entry"
                    disabled={action.pending !== undefined}
                    aria-busy={action.pending === name}
                    onClick={() => onMenu(item.seq, entry.id)}
                    data-testid={`owner-menu-${entry.id}`}
                  >
                    {entry.text}
                    {action.pending === name && ' …'}
                  </button>
                </li>
              );
            })}
          </ul>
        )}
      </div>
    </div>
  );
}

function StoreAvatar({ text }: { text: string }) {
  return (
    <span className="avatar avatar--small avatar--store" aria-hidden="true">
      {text}
    </span>
  );
}

/** One message of the service account: a template message as WeChat's 服务通知 shows it. */
export function ServiceNotice({ item, personId }: { item: OwnerItem; personId: string }) {
  const linkAs = useLinkAs(personId);
  const href = item.url === undefined ? undefined : safeHref(item.url);
  if (item.from === 'system') return <p className="system-note">{item.text}</p>;
  return (
    <article className="notice" data-testid="notice" data-seq={item.seq}>
      <h4 className="notice__title">{item.title ?? '服务通知'}</h4>
      {item.fields === undefined || item.fields.length === 0 ? (
        <p className="notice__text">
          <RichText text={item.text} visitor={personId} />
        </p>
      ) : (
        <dl className="notice__fields">
          {item.fields.map((field, index) => (
            <div key={index}>
              <dt>{field.label}</dt>
              <dd>{field.value}</dd>
            </div>
          ))}
        </dl>
      )}
      {href !== undefined && (
        <a className="notice__link" href={linkAs(href)} target="_blank" rel="noopener noreferrer">
          {href.includes('/subscribe/') ? '预约下次提醒' : '查看详情'}
        </a>
      )}
    </article>
  );
}

/** One short message, or the owner's answer to one. */
export function ShortMessage({ item, personId }: { item: OwnerItem; personId: string }) {
  return (
    <div className={`sms ${item.from === 'owner' ? 'sms--mine' : ''}`} data-testid="sms" data-seq={item.seq}>
      <RichText text={item.text} visitor={personId} />
    </div>
  );
}
