import { useEffect, useRef, useState } from 'react';
import type { OutgoingFile } from '../model/sample-files.ts';
import { fileToSend, sampleFiles } from '../model/sample-files.ts';

export interface FileButtonProps {
  /** Prefix of the test ids. */
  name: string;
  disabled: boolean;
  onSend: (file: OutgoingFile) => Promise<boolean>;
}

/** The paperclip: a file from the disk, or one of a few samples. */
export function FileButton({ name, disabled, onSend }: FileButtonProps) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (!open) return undefined;
    const onPress = (event: PointerEvent) => {
      if (event.target instanceof Node && box.current?.contains(event.target) !== true) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setOpen(false);
    };
    document.addEventListener('pointerdown', onPress);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPress);
      document.removeEventListener('keydown', onKey);
    };
  }, [open]);

  const send = async (make: () => Promise<OutgoingFile>) => {
    setOpen(false);
    await onSend(await make());
  };

  return (
    <div className="attach" ref={box}>
      <button
        type="button"
        className="attach__button"
        aria-label="发图片、语音或文件"
        title="发图片、语音或文件"
        aria-expanded={open}
        aria-haspopup="menu"
        disabled={disabled}
        onClick={() => setOpen(!open)}
        data-testid={`${name}-attach`}
      >
        <svg
          viewBox="0 0 24 24"
          width="20"
          height="20"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.8"
          aria-hidden="true"
        >
          <path d="M20 11.5l-8.2 8.2a5.2 5.2 0 0 1-7.4-7.4l8.6-8.6a3.5 3.5 0 0 1 5 5l-8.6 8.5a1.8 1.8 0 0 1-2.5-2.5l7.9-7.9" />
        </svg>
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-hidden="true"
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) void send(() => fileToSend(file));
          event.target.value = '';
        }}
        data-testid={`${name}-file`}
      />
      {open && (
        <ul className="attach__menu" role="menu">
          <li role="none">
            <button type="button" role="menuitem" className="attach__entry" onClick={() => input.current?.click()}>
              选择文件…
            </button>
          </li>
          {sampleFiles.map((sample, index) => (
            <li key={sample.label} role="none">
              <button
                type="button"
                role="menuitem"
                className="attach__entry"
                onClick={() => void send(sample.make)}
                data-testid={`${name}-sample-${index}`}
              >
                示例：{sample.label}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
