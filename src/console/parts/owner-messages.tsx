import type { OwnerItem } from '../contract.ts';
import type { Action } from '../model/use-action.ts';
import { safeHref } from '../rich-text.ts';
import { Avatar } from './avatar.tsx';
import { RichText } from './rich-text.tsx';

export interface OwnerBubbleProps {
  item: OwnerItem;
  ownerName: string;
  action: Action;
  onMenu: (seq: number, id: string) => void;
}

/** One message of the 微信客服 chat. */
export function OwnerBubble({ item, ownerName, action, onMenu }: OwnerBubbleProps) {
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
      <span className="sr-only">{mine ? `${ownerName}：` : '客服：'}</span>
      {mine ? <Avatar name={ownerName} size="small" /> : <StoreAvatar />}
      <div className="bubble">
        {item.title !== undefined && <strong className="bubble__title">{item.title}</strong>}
        {item.kind === 'image' ? <Picture item={item} /> : <RichText text={item.text} />}
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

function Picture({ item }: { item: OwnerItem }) {
  // Only pictures of this very server: the page asks nothing of the outside.
  const local = item.url !== undefined && item.url.startsWith('/') && safeHref(item.url) !== undefined;
  return local ? <img className="bubble__image" src={item.url} alt={item.text} /> : <span>［图片］{item.text}</span>;
}

function StoreAvatar() {
  return (
    <span className="avatar avatar--small avatar--store" aria-hidden="true">
      店
    </span>
  );
}

/** One message of the service account: a template message as WeChat's 服务通知 shows it. */
export function ServiceNotice({ item }: { item: OwnerItem }) {
  const href = item.url === undefined ? undefined : safeHref(item.url);
  if (item.from === 'system') return <p className="system-note">{item.text}</p>;
  return (
    <article className="notice" data-testid="notice" data-seq={item.seq}>
      <h4 className="notice__title">{item.title ?? '服务通知'}</h4>
      {item.fields === undefined || item.fields.length === 0 ? (
        <p className="notice__text">
          <RichText text={item.text} />
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
        <a className="notice__link" href={href} target="_blank" rel="noopener noreferrer">
          查看详情
        </a>
      )}
    </article>
  );
}
