import { useState } from 'react';
import type { Api } from '../api.ts';
import { ApiError } from '../api.ts';
import type { ImportPreview, ImportResult } from '../contract.ts';
import { useAction } from '../model/use-action.ts';
import { useSnapshot } from '../model/use-model.ts';
import { Dialog } from './dialog.tsx';
import { ErrorNote } from './error-note.tsx';

const SHOWN_PROBLEMS = 50;

/** Owners, vehicles and visits from a dealer system's CSV: first what would change, then the change. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { state } = useSnapshot();
  const action = useAction();
  const [fileName, setFileName] = useState<string>();
  const [preview, setPreview] = useState<ImportPreview>();
  const [result, setResult] = useState<ImportResult>();
  const sampleUrl = state?.sampleImportUrl;
  const busy = action.pending !== undefined;

  const show = (name: string, read: () => Promise<Blob>) => {
    setPreview(undefined);
    setResult(undefined);
    setFileName(name);
    return action.run('preview', async (api: Api) => setPreview(await api.previewImport(await read(), name)));
  };
  const apply = (token: string) =>
    action.run('apply', async (api) => {
      setResult(await api.applyImport(token));
      setPreview(undefined);
    });

  return (
    <Dialog title="导入客户、车辆与维修记录" testId="import-dialog" onClose={onClose}>
      <p className="dialog__lead">
        选择从经销商系统导出的 CSV 文件（UTF-8 或
        GB18030）。先看会改动什么，确认后才写入；同一份文件再导一次不会有变化。
      </p>
      <div className="file-row">
        <label className={`button button--primary ${busy ? 'button--off' : ''}`}>
          选择文件
          <input
            type="file"
            accept=".csv,.txt,text/csv"
            className="sr-only"
            disabled={busy}
            onChange={(event) => {
              const file = event.target.files?.[0];
              // The same file may be picked again after it was changed on disk.
              event.target.value = '';
              if (file !== undefined) void show(file.name, () => Promise.resolve(file));
            }}
            data-testid="import-file"
          />
        </label>
        {sampleUrl !== undefined && (
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => void show('示例导入.csv', () => fetchSample(sampleUrl))}
            data-testid="import-sample"
          >
            用示例文件
          </button>
        )}
        <span className="file-row__name" role="status">
          {action.pending === 'preview' ? `正在读取 ${fileName ?? ''}…` : (fileName ?? '还没有选择文件')}
        </span>
      </div>
      <ErrorNote error={action.error} onClose={action.clearError} testId="import-error" />
      {preview !== undefined && (
        <>
          <Summary rows={preview.summary} testId="import-summary" />
          <Problems problems={preview.problems} />
          <div className="dialog__actions">
            <button
              type="button"
              className="button button--primary"
              disabled={busy}
              aria-busy={action.pending === 'apply'}
              onClick={() => void apply(preview.token)}
              data-testid="import-apply"
            >
              {action.pending === 'apply' ? '正在导入…' : '确认导入'}
            </button>
          </div>
        </>
      )}
      {result !== undefined && (
        <div role="status" data-testid="import-done">
          <p className="done-note">导入完成</p>
          <Summary rows={result.summary ?? []} testId="import-result" />
        </div>
      )}
    </Dialog>
  );
}

function Summary({ rows, testId }: { rows: ImportPreview['summary']; testId: string }) {
  if (rows.length === 0) return null;
  return (
    <dl className="summary" data-testid={testId}>
      {rows.map((row, index) => (
        <div key={index}>
          <dt>{row.label}</dt>
          <dd>{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Problems({ problems }: { problems: ImportPreview['problems'] }) {
  if (problems.length === 0) return <p className="done-note">每一行都可以导入</p>;
  return (
    <section data-testid="import-problems">
      <h3 className="dialog__sub">有 {problems.length} 行不能导入</h3>
      <ul className="problems">
        {problems.slice(0, SHOWN_PROBLEMS).map((problem, index) => (
          <li key={index}>
            <strong>第 {problem.line} 行</strong> {problem.reason}
          </li>
        ))}
      </ul>
      {problems.length > SHOWN_PROBLEMS && (
        <p className="dialog__lead">这里只列出前 {SHOWN_PROBLEMS} 行，其余的改好这些后再看。</p>
      )}
    </section>
  );
}

async function fetchSample(url: string): Promise<Blob> {
  const response = await fetch(url).catch(() => undefined);
  if (response === undefined || !response.ok) throw new ApiError('示例文件没有取到，请稍后再试', response?.status ?? 0);
  return await response.blob();
}
