import { Fragment, useState } from 'react';
import type { Field, TraceItem } from '../contract.ts';
import { groupTrace, sortOf } from '../model/trace-groups.ts';
import { stageLabels, ticketNumbersOf } from '../model/trace-list.ts';
import { useNewest } from '../model/use-newest.ts';
import { useSnapshot } from '../model/use-model.ts';
import { wallTime } from '../time.ts';

/** What happened inside, oldest first: callback → inbox → decision → ticket → card. */
export function TracePanel() {
  const { trace } = useSnapshot();
  const [ticket, setTicket] = useState('');
  const tickets = ticketNumbersOf(trace);
  // A ticket that has left the list (after a reset) filters nothing.
  const filter = tickets.includes(ticket) ? ticket : '';
  const items = filter === '' ? trace : trace.filter((item) => item.ticketNumber === filter);
  const newest = useNewest(`trace/${filter}`);
  return (
    <section className="trace" aria-label="发生了什么" data-testid="trace">
      <header className="trace__head">
        <div>
          <h2>发生了什么</h2>
          <p>从回调到卡片，一步一步</p>
        </div>
        <select
          aria-label="只看一张工单"
          value={filter}
          onChange={(event) => setTicket(event.target.value)}
          data-testid="trace-filter"
        >
          <option value="">全部</option>
          {tickets.map((number) => (
            <option key={number} value={number}>
              {number}
            </option>
          ))}
        </select>
      </header>
      <div className="messages-frame">
        <div
          className="trace__scroll"
          ref={newest.ref}
          onScroll={newest.onScroll}
          role="log"
          aria-live="polite"
          aria-label="处理过程"
          tabIndex={0}
        >
          <ol className="trace__list">
            {items.length === 0 && (
              <li className="trace__empty">车主发出第一条消息后，这里会显示系统收到了什么、怎么判断、派给了谁。</li>
            )}
            {groupTrace(items).map((run, index, runs) => {
              const [item] = run;
              if (item === undefined) return null;
              return (
                <Fragment key={item.id}>
                  <DayMark item={item} before={runs[index - 1]?.at(-1)} />
                  {run.length === 1 ? (
                    <TraceRow item={item} onTicket={setTicket} />
                  ) : (
                    <TraceRun run={run} first={item} />
                  )}
                </Fragment>
              );
            })}
          </ol>
        </div>
        {!newest.following && (
          <button type="button" className="to-newest" onClick={newest.toNewest}>
            ↓ 最新进展
          </button>
        )}
      </div>
    </section>
  );
}

function DayMark({ item, before }: { item: TraceItem; before: TraceItem | undefined }) {
  const there = wallTime(item.at);
  if (before !== undefined && wallTime(before.at).day === there.day) return null;
  return (
    <li className="trace__day">
      {there.shortDate} {there.weekday}
    </li>
  );
}

function TraceRow({ item, onTicket }: { item: TraceItem; onTicket: (ticket: string) => void }) {
  const { ticketNumber } = item;
  return (
    <li
      className={`step step--${item.stage} step--${item.level ?? 'info'}`}
      data-testid="trace-item"
      data-stage={item.stage}
      data-ticket={ticketNumber}
    >
      <div className="step__head">
        <span className="step__stage">{stageLabels[item.stage]}</span>
        <time dateTime={item.at}>{wallTime(item.at).timeWithSeconds}</time>
        {ticketNumber !== undefined && (
          <button type="button" className="step__ticket" title="只看这张工单" onClick={() => onTicket(ticketNumber)}>
            {ticketNumber}
          </button>
        )}
      </div>
      <p className="step__title">{item.title}</p>
      {item.detail !== undefined && item.detail !== '' && <p className="step__detail">{item.detail}</p>}
      {item.fields !== undefined && item.fields.length > 0 && <Details stage={item.stage} fields={item.fields} />}
    </li>
  );
}

/** Many steps of one sort: how many, and each on demand. */
function TraceRun({ run, first }: { run: TraceItem[]; first: TraceItem }) {
  return (
    <li
      className={`step step--${first.stage} step--${first.level ?? 'info'}`}
      data-testid="trace-run"
      data-stage={first.stage}
    >
      <div className="step__head">
        <span className="step__stage">{stageLabels[first.stage]}</span>
        <time dateTime={first.at}>{wallTime(first.at).timeWithSeconds}</time>
      </div>
      <p className="step__title">
        {sortOf(first)} × {run.length}
      </p>
      <details className="step__more">
        <summary>逐条查看</summary>
        <ol className="step__run">
          {run.map((item) => (
            <li key={item.id}>
              <span>{item.title.split(' → ').at(-1)}</span>
              {item.detail !== undefined && item.detail !== '' && <small>{item.detail}</small>}
            </li>
          ))}
        </ol>
      </details>
    </li>
  );
}

/** A decision's reasons lie open; a fact or two fit into the line; more are a click away. */
function Details({ stage, fields }: { stage: TraceItem['stage']; fields: Field[] }) {
  if (stage !== 'decision' && fields.length <= 2) {
    return (
      <p className="step__facts">
        {fields.map((field, index) => (
          <span key={index}>
            {field.label}：{field.value}
          </span>
        ))}
      </p>
    );
  }
  return (
    <details className="step__more" open={stage === 'decision'}>
      <summary>{stage === 'decision' ? '判断依据' : '详细内容'}</summary>
      <dl>
        {fields.map((field, index) => (
          <div key={index}>
            <dt>{field.label}</dt>
            <dd>{field.value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
