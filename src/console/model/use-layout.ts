import { useEffect, useState } from 'react';

export type Pane = 'owner' | 'staff' | 'manager' | 'trace';

/** The same widths as in styles/layout.css. */
const ALL = '(min-width: 1200px)';
const WITH_TRACE = '(min-width: 760px)';

/** Which panes are on the screen: all of them, the chosen phone beside the trace, or the chosen one alone. */
export function useVisiblePanes(chosen: Pane): Record<Pane, boolean> {
  const all = useMedia(ALL);
  const withTrace = useMedia(WITH_TRACE);
  const phone = withTrace && chosen === 'trace' ? 'owner' : chosen;
  return {
    owner: all || phone === 'owner',
    staff: all || phone === 'staff',
    manager: all || phone === 'manager',
    trace: all || withTrace || phone === 'trace',
  };
}

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const update = () => setMatches(list.matches);
    update();
    list.addEventListener('change', update);
    return () => list.removeEventListener('change', update);
  }, [query]);
  return matches;
}
