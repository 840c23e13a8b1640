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
 * @param list name of what is shown; another one starts at its newest item
 */
export function useNewest(list: string): Newest {
  const ref = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  const top = useRef(0);
  const [following, setFollowing] = useState(true);

  const toNewest = useCallback(() => {
    const box = ref.current;
    if (box === null) return;
    box.scrollTop = box.scrollHeight;
    top.current = box.scrollTop;
    stuck.current = true;
    setFollowing(true);
  }, []);

  const onScroll = useCallback(() => {
    const box = ref.current;
    // A hidden box has no height and reports a scroll to 0: that is nobody's wish.
    if (box === null || box.clientHeight === 0) return;
    // Only moving up is the reader's wish. Being far from the end is not: rows may have come since the last scroll.
    if (box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX) stuck.current = true;
    else if (box.scrollTop < top.current) stuck.current = false;
    top.current = box.scrollTop;
    setFollowing(stuck.current);
  }, []);

  useLayoutEffect(() => toNewest(), [list, toNewest]);
  useEffect(() => {
    const box = ref.current;
    if (box === null) return undefined;
    // Sees new rows as well as rows that grow later (a card gets its buttons), and a hidden tab that is shown.
    const observer = new ResizeObserver(() => {
      if (stuck.current && box.clientHeight > 0) toNewest();
    });
    observer.observe(box);
    for (const child of box.children) observer.observe(child);
    return () => observer.disconnect();
  }, [toNewest]);

  return { ref, following, toNewest, onScroll };
}
