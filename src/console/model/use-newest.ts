import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

const NEAR_PX = 48;

/** A scrolling list that follows its newest item unless its reader has scrolled up. */
export interface Newest {
  ref: RefObject<HTMLDivElement | null>;
  /** Whether the newest item is on the screen. */
  following: boolean;
  toNewest: () => void;
  onScroll: () => void;
}

/**
 * @param count number of items; growing scrolls down when following
 * @param list name of what is shown; another one starts at its newest item
 */
export function useNewest(count: number, list: string): Newest {
  const ref = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  const [following, setFollowing] = useState(true);

  const toNewest = useCallback(() => {
    const box = ref.current;
    if (box === null) return;
    box.scrollTop = box.scrollHeight;
    stuck.current = true;
    setFollowing(true);
  }, []);

  const onScroll = useCallback(() => {
    const box = ref.current;
    // A hidden box has no height and reports a scroll to 0: that is nobody's wish.
    if (box === null || box.clientHeight === 0) return;
    stuck.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    setFollowing(stuck.current);
  }, []);

  useLayoutEffect(() => toNewest(), [list, toNewest]);
  useLayoutEffect(() => {
    if (stuck.current) toNewest();
  }, [count, toNewest]);
  useEffect(() => {
    const box = ref.current;
    if (box === null) return undefined;
    // Rows grow after the fact (a card gets its buttons), and a hidden tab gets its height when shown.
    const observer = new ResizeObserver(() => {
      if (stuck.current && box.clientHeight > 0) toNewest();
    });
    observer.observe(box);
    for (const child of box.children) observer.observe(child);
    return () => observer.disconnect();
  }, [toNewest]);

  return { ref, following, toNewest, onScroll };
}
