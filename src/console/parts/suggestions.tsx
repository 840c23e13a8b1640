import type { Action } from '../model/use-action.ts';

export interface SuggestionsProps {
  /** Prefix of the test ids. */
  name: string;
  title: string;
  texts: string[];
  action: Action;
  onPick: (text: string) => void;
}

/** First messages to send with one click. */
export function Suggestions({ name, title, texts, action, onPick }: SuggestionsProps) {
  if (texts.length === 0) return null;
  return (
    <section className="suggestions" aria-label={title}>
      <h3 className="suggestions__title">{title}</h3>
      <ul className="suggestions__list">
        {texts.map((text) => (
          <li key={text}>
            <button
              type="button"
              className="suggestion"
              title={text}
              disabled={action.pending !== undefined}
              onClick={() => onPick(text)}
              data-testid={`${name}-suggestion`}
            >
              {text}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
