import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createApi } from './api.ts';
import { App } from './app.tsx';
import type { EventSourceLike } from './model/event-stream.ts';
import { SandboxModel } from './model/sandbox-model.ts';
import { ModelContext } from './model/use-model.ts';

const base = '/sandbox/api';

function pageStorage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    // Blocked by the browser's privacy settings.
    return undefined;
  }
}

const model = new SandboxModel({
  api: createApi(base),
  connect: (): EventSourceLike => new EventSource(`${base}/events`),
  storage: pageStorage(),
  wallNow: () => Date.now(),
});
model.start();

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <ModelContext value={model}>
        <App />
      </ModelContext>
    </StrictMode>,
  );
}
