import { useCallback, useRef, useState } from 'react';
import type { Api } from '../api.ts';
import { messageOf } from '../api.ts';
import { useModel } from './use-model.ts';

/** Something that a button does on the server, one at a time. */
export interface Action {
  /** Name of what is going on, undefined when nothing is. */
  pending: string | undefined;
  /** Why the last one failed, in Chinese. */
  error: string | undefined;
  clearError: () => void;
  /** Settles with whether it went well; a second call while one is going on does nothing and gives false. */
  run: (name: string, action: (api: Api) => Promise<unknown>) => Promise<boolean>;
}

/** Progress and failure of the server calls of one part of the page. */
export function useAction(): Action {
  const model = useModel();
  const [pending, setPending] = useState<string>();
  const [error, setError] = useState<string>();
  // State is too late to stop the second half of a double click.
  const busy = useRef(false);
  const clearError = useCallback(() => setError(undefined), []);
  const run = useCallback(
    async (name: string, action: (api: Api) => Promise<unknown>) => {
      if (busy.current) return false;
      busy.current = true;
      setPending(name);
      setError(undefined);
      try {
        await model.act(action);
        return true;
      } catch (thrown) {
        setError(messageOf(thrown));
        return false;
      } finally {
        busy.current = false;
        setPending(undefined);
      }
    },
    [model],
  );
  return { pending, error, clearError, run };
}
