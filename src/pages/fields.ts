import { html, type Html } from './html.ts';

/** The platform cuts a message to the owner at 2,048 bytes. */
export const LONGEST_WORDS = 600;

/** Makes labelled fields that give back what had been typed. */
export interface Fields {
  words: (label: string, hint: string, name?: string, isRequired?: boolean) => Html;
  input: (name: string, label: string, attributes: { hint?: string; type?: string; isRequired?: boolean }) => Html;
  choice: (
    name: string,
    label: string,
    options: readonly (readonly [string, string])[],
    chosen?: { none?: string; value?: string; isRequired?: boolean },
  ) => Html;
}

/** @param prefix makes the fields' ids unique on the page; @param typed what had been typed, when the form comes back */
export function fieldsOf(prefix: string, typed: (name: string) => string | undefined): Fields {
  const idOf = (name: string) => `${prefix}-${name}`;
  return {
    // The browser drops one line feed after the tag: without ours it would be the member's.
    words: (label, hint, name = 'words', isRequired = true) =>
      html`<label for="${idOf(name)}">${label}</label>
        <textarea
          id="${idOf(name)}"
          name="${name}"
          ${isRequired && html`required`}
          maxlength="${LONGEST_WORDS}"
          placeholder="${hint}"
        >
${typed(name) ?? ''}</textarea>`,
    input: (name, label, { hint = '', type = 'text', isRequired = true }) =>
      html`<label for="${idOf(name)}">${label}</label>
        <input
          id="${idOf(name)}"
          name="${name}"
          type="${type}"
          ${isRequired && html`required`}
          maxlength="60"
          placeholder="${hint}"
          value="${typed(name) ?? ''}"
        />`,
    choice: (name, label, options, { none, value = '', isRequired = true } = {}) => {
      const chosen = typed(name) ?? value;
      return html`<label for="${idOf(name)}">${label}</label>
        <select id="${idOf(name)}" name="${name}" ${isRequired && html`required`}>
          ${none !== undefined && html`<option value="">${none}</option>`}
          ${options.map(
            ([key, text]) => html`<option value="${key}" ${key === chosen && html`selected`}>${text}</option>`,
          )}
        </select>`;
    },
  };
}
