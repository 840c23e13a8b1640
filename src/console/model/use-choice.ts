import { useState } from 'react';

/** A choice among ids that a reload of the page keeps; one that no longer exists falls back to `fallback`. */
export function useChoice(
  name: string,
  ids: string[],
  fallback: string | undefined,
): [string | undefined, (id: string) => void] {
  const key = `carebay.sandbox.${name}`;
  const [chosen, setChosen] = useState(() => read(key));
  const choose = (id: string) => {
    setChosen(id);
    try {
      localStorage.setItem(key, id);
    } catch {
      // Without storage the choice lasts until the page is left.
    }
  };
  return [chosen !== undefined && ids.includes(chosen) ? chosen : fallback, choose];
}

function read(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    // As above.
    return undefined;
  }
}
