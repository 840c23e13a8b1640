/** A red count; nothing at zero. */
export function Badge({ count, testId }: { count: number; testId?: string }) {
  if (count === 0) return null;
  return (
    <span className="badge" data-testid={testId}>
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="sr-only">，{count} 条未读</span>
    </span>
  );
}
