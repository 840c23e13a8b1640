import { createContext, useContext, useSyncExternalStore } from 'react';
import type { SandboxModel, Snapshot } from './sandbox-model.ts';

export const ModelContext = createContext<SandboxModel | undefined>(undefined);

export function useModel(): SandboxModel {
  const model = useContext(ModelContext);
  if (model === undefined) throw new Error('no ModelContext above this component');
  return model;
}

/** The newest snapshot; the component renders again with each new one. */
export function useSnapshot(): Snapshot {
  const model = useModel();
  return useSyncExternalStore(model.subscribe, model.getSnapshot);
}
