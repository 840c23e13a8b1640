/** What went wrong, with a button to put it away; nothing when all is well. */
export function ErrorNote({
  error,
  onClose,
  testId,
}: {
  error: string | undefined;
  onClose: () => void;
  testId?: string;
}) {
  return (
    <div role="alert" className="error-slot">
      {error !== undefined && (
        <p className="error-note" data-testid={testId}>
          <span>{error}</span>
          <button type="button" className="error-note__close" aria-label="关闭提示" onClick={onClose}>
            ×
          </button>
        </p>
      )}
    </div>
  );
}
