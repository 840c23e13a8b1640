import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { useNewest } from '../model/use-newest.ts';
import { useSandboxTime } from '../model/use-sandbox-time.ts';
import { needsTimeMark, relativeTime } from '../time.ts';

export interface MessageListProps<Item extends { at: string }> {
  /** Whose list it is; another one starts at its newest item. */
  list: string;
  label: string;
  items: Item[];
  empty: ReactNode;
  testId: string;
  render: (item: Item, index: number) => ReactNode;
}

/** A chat's scrolling messages with times between them; follows the newest. */
export function MessageList<Item extends { at: string }>(props: MessageListProps<Item>) {
  const { list, label, items, empty, testId, render } = props;
  const newest = useNewest(list);
  // To the minute is enough for 昨天 and 今天, and saves a rendering each second.
  const nowMs = Math.floor(useSandboxTime() / 60_000) * 60_000;
  return (
    <div className="messages-frame">
      <div
        className="messages"
        ref={newest.ref}
        onScroll={newest.onScroll}
        role="log"
        aria-live="polite"
        aria-label={label}
        tabIndex={0}
        data-testid={testId}
      >
        <div className="messages__inner">
          {items.length === 0 && <div className="messages__empty">{empty}</div>}
          {items.map((item, index) => (
            // Items are only added at the end, while a changed card gets a new seq: the place is the lasting key.
            <Fragment key={`${list}/${index}`}>
              {needsTimeMark(item.at, items[index - 1]?.at) && (
                <p className="time-mark">{relativeTime(item.at, nowMs)}</p>
              )}
              {render(item, index)}
            </Fragment>
          ))}
        </div>
      </div>
      {!newest.following && (
        <button type="button" className="to-newest" onClick={newest.toNewest}>
          ↓ 最新消息
        </button>
      )}
    </div>
  );
}
