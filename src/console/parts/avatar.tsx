const COLORS = 8;

/** A round picture with the person's family name; the same name always has the same colour. */
export function Avatar({ name, size = 'normal' }: { name: string; size?: 'normal' | 'small' }) {
  const hash = Array.from(name).reduce((sum, char) => (sum * 31 + (char.codePointAt(0) ?? 0)) % 997, 7);
  return (
    <span className={`avatar avatar--${size} avatar--c${hash % COLORS}`} aria-hidden="true">
      {initialOf(name)}
    </span>
  );
}

/** Sample names may be marked like `测试·张一`: the mark is not the name. */
function initialOf(name: string): string {
  return Array.from(name.split(/[·・]/).at(-1) ?? name)[0] ?? '?';
}
