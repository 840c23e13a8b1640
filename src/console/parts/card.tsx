import { useId, useState } from 'react';
import type { Card, CardButton } from '../contract.ts';
import { useAction } from '../model/use-action.ts';
import { useLinkAs } from '../model/use-link-as.ts';
import { safeHref } from '../rich-text.ts';
import { ErrorNote } from './error-note.tsx';

const STYLES: Record<string, string> = { '1': 'primary', '2': 'plain', '3': 'danger', '4': 'quiet' };

/** A template card as one member sees it now. */
export function CardView({ card, userId }: { card: Card; userId: string }) {
  const action = useAction();
  const linkAs = useLinkAs(userId);
  const [chosen, setChosen] = useState<string>();
  const selectId = useId();
  const { selection } = card;
  const optionId = chosen ?? selection?.selectedId ?? selection?.options[0]?.id;
  const href = card.url === undefined ? undefined : safeHref(card.url);

  const click = (button: CardButton) =>
    action.run(button.key, (api) =>
      selection === undefined || optionId === undefined
        ? api.clickCard(userId, card.taskId, button.key)
        : api.clickCard(userId, card.taskId, button.key, { [selection.key ?? 'selection']: [optionId] }),
    );

  return (
    <article
      className="card"
      aria-label={card.title}
      data-testid={`card-${card.taskId}`}
      data-state={card.replaced === undefined ? 'open' : 'done'}
    >
      <div className="card__body">
        <h4 className="card__title">
          {href === undefined ? (
            card.title
          ) : (
            <a href={linkAs(href)} target="_blank" rel="noopener noreferrer">
              {card.title}
            </a>
          )}
        </h4>
        {card.desc !== '' && <p className="card__desc">{card.desc}</p>}
        {card.quote !== undefined && card.quote !== '' && <blockquote className="card__quote">{card.quote}</blockquote>}
        {card.fields.length > 0 && (
          <dl className="card__fields">
            {card.fields.map((field, index) => (
              <div key={index}>
                <dt>{field.label}</dt>
                <dd>{field.value}</dd>
              </div>
            ))}
          </dl>
        )}
        {selection !== undefined && card.replaced === undefined && (
          <div className="card__selection">
            <label htmlFor={selectId}>{selection.title}</label>
            <select
              id={selectId}
              value={optionId ?? ''}
              disabled={action.pending !== undefined}
              onChange={(event) => setChosen(event.target.value)}
              data-testid="card-selection"
            >
              {selection.options.map((option) => (
                <option key={option.id} value={option.id}>
                  {option.text}
                </option>
              ))}
            </select>
          </div>
        )}
      </div>
      <ErrorNote error={action.error} onClose={action.clearError} testId="card-error" />
      {card.replaced !== undefined && card.replaced !== '' ? (
        <p className="card__replaced" data-testid="card-replaced">
          {card.replaced}
        </p>
      ) : (
        card.buttons.length > 0 && (
          <div className="card__buttons">
            {card.buttons.map((button) => (
              <button
                key={button.key}
                type="button"
                className={`card__button card__button--${STYLES[String(button.style)] ?? 'plain'}`}
                disabled={button.disabled || action.pending !== undefined}
                aria-busy={action.pending === button.key}
                onClick={() => void click(button)}
                data-testid={`card-button-${button.key}`}
              >
                {action.pending === button.key ? '处理中…' : button.text}
              </button>
            ))}
          </div>
        )
      )}
    </article>
  );
}
