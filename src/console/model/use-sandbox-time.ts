import { useEffect, useState } from 'react';
import { useSnapshot } from './use-model.ts';

/** The sandbox's time in milliseconds, moving on by itself each second. */
export function useSandboxTime(): number {
  const { clock, state } = useSnapshot();
  const runs = state?.clockRuns !== false;
  const [wallMs, setWallMs] = useState(() => Date.now());
  useEffect(() => {
    if (!runs) return undefined;
    const timer = setInterval(() => setWallMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [runs]);
  return runs ? clock.sandboxMs + Math.max(0, wallMs - clock.measuredMs) : clock.sandboxMs;
}
