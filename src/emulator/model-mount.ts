import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Emulation } from './emulation.ts';
import { createLlmEmulator } from './llm.ts';

/** An OpenAI-compatible model on the same port and clock; its settings and cases survive a restart. */
export interface MountedModel {
  /** True when the request was the model's. */
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
}

export function mountModel(emulation: Emulation): MountedModel {
  const model = createLlmEmulator({ now: () => new Date(emulation.clock.now()) });
  const stored = emulation.state.facts.get('model');
  if (stored !== undefined) model.restore(stored['snapshot']);
  return {
    handle: async (request, response) => {
      const taken = await model.handle(request, response);
      // Only what the control calls set is worth keeping; the record of every completion would swell the journal.
      const isSetting = request.method !== 'GET' && request.url?.startsWith('/_control/') === true;
      if (taken && isSetting) {
        emulation.state.facts.put('model', { snapshot: model.snapshot() });
        emulation.commit();
      }
      return taken;
    },
  };
}
