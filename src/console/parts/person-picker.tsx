import { useEffect, useId, useRef, useState } from 'react';
import { Avatar } from './avatar.tsx';
import { Badge } from './badge.tsx';

export interface PickablePerson {
  id: string;
  name: string;
  detail: string;
  unread: number;
}

export interface PersonPickerProps {
  /** Prefix of the test ids. */
  name: string;
  label: string;
  people: PickablePerson[];
  selectedId: string | undefined;
  onSelect: (id: string) => void;
}

/** Whose phone it is: shows the person, opens a list of all, and offers those who have something unread. */
export function PersonPicker({ name, label, people, selectedId, onSelect }: PersonPickerProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  const listId = useId();
  const selected = people.find((person) => person.id === selectedId);
  const waiting = people.filter((person) => person.unread > 0 && person.id !== selectedId);

  useEffect(() => {
    if (!open) return undefined;
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && root.current?.contains(event.target) === false) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      toggle.current?.focus();
    };
    document.addEventListener('pointerdown', onPointer);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('pointerdown', onPointer);
      document.removeEventListener('keydown', onKey);
    };
  }, [open]);

  const select = (id: string) => {
    onSelect(id);
    setOpen(false);
    toggle.current?.focus();
  };

  return (
    <div className="picker" ref={root}>
      <button
        ref={toggle}
        type="button"
        className="picker__toggle"
        aria-label={`${label}：${selected?.name ?? '未选择'}，点开可换人`}
        aria-expanded={open}
        aria-controls={listId}
        onClick={() => setOpen(!open)}
        data-testid={`${name}-picker`}
      >
        <Avatar name={selected?.name ?? '?'} />
        <span className="picker__who">
          <strong>{selected?.name ?? '请选择'}</strong>
          <small>{selected?.detail ?? ''}</small>
        </span>
        <span className="picker__arrow" aria-hidden="true" />
      </button>
      <div className="picker__waiting">
        {waiting.length === 0 ? (
          <span className="picker__hint">点名字可以换人</span>
        ) : (
          waiting.slice(0, 3).map((person) => (
            <button
              key={person.id}
              type="button"
              className="picker__chip"
              onClick={() => onSelect(person.id)}
              data-testid={`${name}-waiting-${person.id}`}
            >
              {person.name}
              <Badge count={person.unread} />
            </button>
          ))
        )}
        {waiting.length > 3 && <span className="picker__more">等 {waiting.length} 人有新消息</span>}
      </div>
      <ul id={listId} className="picker__list" hidden={!open} aria-label={label}>
        {people.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              className="picker__option"
              aria-pressed={person.id === selectedId}
              onClick={() => select(person.id)}
              data-testid={`${name}-option-${person.id}`}
            >
              <Avatar name={person.name} size="small" />
              <span className="picker__who">
                <strong>{person.name}</strong>
                <small>{person.detail}</small>
              </span>
              <Badge count={person.unread} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
