import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { OutgoingFile } from '../model/sample-files.ts';
import type { Action } from '../model/use-action.ts';
import { FileButton } from './file-button.tsx';

export interface ComposerProps {
  /** Prefix of the test ids. */
  name: string;
  label: string;
  placeholder: string;
  action: Action;
  onSend: (text: string) => Promise<boolean>;
  /** Absent: only text can be sent. */
  onSendFile?: ((file: OutgoingFile) => Promise<boolean>) | undefined;
}

/** Where a message is written; Enter sends it, Shift+Enter breaks the line. */
export function Composer({ name, label, placeholder, action, onSend, onSendFile }: ComposerProps) {
  const [text, setText] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  const sending = action.pending === 'send';

  const send = async () => {
    const message = text.trim();
    if (message === '' || action.pending !== undefined) return;
    // A message that could not be sent stays in the box.
    if (await onSend(message)) setText('');
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method is composing, Enter picks a word.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {onSendFile !== undefined && (
        <FileButton name={name} disabled={action.pending !== undefined} onSend={onSendFile} />
      )}
      <textarea
        ref={box}
        className="composer__box"
        rows={1}
        maxLength={2000}
        aria-label={label}
        placeholder={placeholder}
        value={text}
        readOnly={sending}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        data-testid={`${name}-input`}
      />
      <button
        type="submit"
        className="composer__send"
        disabled={text.trim() === '' || action.pending !== undefined}
        aria-busy={sending}
        data-testid={`${name}-send`}
      >
        {sending ? '发送中…' : '发送'}
      </button>
    </form>
  );
}
