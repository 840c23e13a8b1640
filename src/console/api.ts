import type { OutgoingFile } from './model/sample-files.ts';
import type {
  CallItem,
  CallResult,
  ImportPreview,
  ImportResult,
  OwnerItem,
  SandboxState,
  StaffItem,
  TraceItem,
  TroubleItem,
} from './contract.ts';

/** A refused or failed request; `message` is Chinese and fit to show. `status` is 0 when nothing answered. */
export class ApiError extends Error {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

/** The part of `fetch` that is used here. */
export type Fetcher = (url: string, init: RequestInit) => Promise<Response>;

export type Api = ReturnType<typeof createApi>;

/** Moving the clock plans and sends whole days, so an answer may take its time. */
const TIMEOUT_MS = 120_000;

/**
 * The sandbox server's calls, one function each.
 *
 * @param base address of the API without a slash at its end, e.g. `/sandbox/api`
 */
export function createApi(base: string, fetcher: Fetcher = (url, init) => fetch(url, init)) {
  const call = <T>(path: string, init: RequestInit = {}) => request<T>(fetcher, `${base}${path}`, init);
  const post = <T = unknown>(path: string, body: object) =>
    call<T>(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const id = encodeURIComponent;
  const postFile = <T = unknown>(path: string, content: Blob, headers: Record<string, string>) =>
    call<T>(path, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', ...headers },
      body: content,
    });
  const sendFile = (path: string, file: OutgoingFile) =>
    postFile(path, file.content, { 'x-file-kind': file.kind, 'x-file-name': id(file.name) });
  return {
    state: () => call<SandboxState>('/state'),
    ownerInbox: async (personId: string) => (await call<{ items: OwnerItem[] }>(`/owners/${id(personId)}/inbox`)).items,
    staffInbox: async (userId: string) => (await call<{ items: StaffItem[] }>(`/staff/${id(userId)}/inbox`)).items,
    trace: async (after?: string) =>
      (await call<{ items: TraceItem[] }>(after === undefined ? '/trace' : `/trace?after=${id(after)}`)).items,
    sendAsOwner: (personId: string, text: string) => post(`/owners/${id(personId)}/messages`, { text }),
    answerSms: (personId: string, text: string) => post(`/owners/${id(personId)}/sms`, { text }),
    sendFileAsOwner: (personId: string, file: OutgoingFile) => sendFile(`/owners/${id(personId)}/files`, file),
    chooseMenu: (personId: string, seq: number, menuId: string) =>
      post(`/owners/${id(personId)}/menu`, { seq, id: menuId }),
    follow: (personId: string, follow: boolean) => post(`/owners/${id(personId)}/follow`, { follow }),
    answerNotice: (personId: string, templateId: string, accept: boolean) =>
      post(`/owners/${id(personId)}/notices`, { templateId, accept }),
    confirmGroupSend: (userId: string, msgId: string) =>
      post(`/staff/${id(userId)}/group-sends/${id(msgId)}/confirm`, {}),
    ignoreGroupSend: (userId: string, msgId: string) =>
      post(`/staff/${id(userId)}/group-sends/${id(msgId)}/ignore`, {}),
    calls: async () => (await call<{ items: CallItem[] }>('/calls')).items,
    reportCall: (callId: number, result: CallResult) => post(`/calls/${callId}`, { result }),
    startJourney: (days: number, confirmGroupSends: boolean) => post('/journey', { days, confirmGroupSends }),
    stopJourney: () => post('/journey/stop', {}),
    sendAsStaff: (userId: string, text: string) => post(`/staff/${id(userId)}/messages`, { text }),
    sendFileAsStaff: (userId: string, file: OutgoingFile) => sendFile(`/staff/${id(userId)}/files`, file),
    clickCard: (userId: string, taskId: string, key: string, selected?: Record<string, string[]>) =>
      post(`/staff/${id(userId)}/cards/${id(taskId)}/click`, selected === undefined ? { key } : { key, selected }),
    advance: (seconds: number) => post('/clock/advance', { seconds }),
    advanceToNext: () => post('/clock/next', {}),
    previewImport: (file: Blob, fileName: string) =>
      postFile<ImportPreview>('/import/preview', file, { 'x-file-name': id(fileName) }),
    applyImport: (token: string) => post<ImportResult>('/import/apply', { token }),
    trouble: async () => (await call<{ items: TroubleItem[] }>('/trouble')).items,
    makeTrouble: (kind: string, times?: number) => post('/trouble', times === undefined ? { kind } : { kind, times }),
  };
}

async function request<T>(fetcher: Fetcher, url: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetcher(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch (cause) {
    const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError';
    throw new ApiError(timedOut ? '等了很久没有回应，请稍后再看' : '连不上沙箱服务，请确认它还在运行', 0);
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new ApiError(errorText(body) ?? `服务出错了（HTTP ${response.status}）`, response.status);
  return (body ?? {}) as T;
}

function errorText(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('error' in body)) return undefined;
  return typeof body.error === 'string' && body.error !== '' ? body.error : undefined;
}

/** What to show for anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof ApiError ? error.message : '页面出错了，请刷新后再试';
}
