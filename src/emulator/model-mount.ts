import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Emulation } from './emulation.ts';

/** What `llm.ts` gives: an OpenAI-compatible model on the same port. */
export interface ModelEmulator {
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  snapshot: () => unknown;
  restore: (state: unknown) => void;
}

/** Mounts the model emulator when its file is there. */
export async function loadModelEmulator(emulation: Emulation): Promise<ModelEmulator | undefined> {
  const file = new URL('llm.ts', import.meta.url);
  if (!existsSync(file)) return undefined;
  const loaded = (await import(file.href)) as { createLlmEmulator: (parts: { now: () => Date }) => ModelEmulator };
  const model = loaded.createLlmEmulator({ now: () => new Date(emulation.clock.now()) });
  const stored = emulation.state.facts.get('model');
  if (stored !== undefined) model.restore(stored['snapshot']);
  return {
    ...model,
    handle: async (request, response) => {
      const taken = await model.handle(request, response);
      if (taken && request.method !== 'GET') {
        emulation.state.facts.put('model', { snapshot: model.snapshot() });
        emulation.commit();
      }
      return taken;
    },
  };
}
