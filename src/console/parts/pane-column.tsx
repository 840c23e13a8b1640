import type { ReactNode } from 'react';
import type { Pane } from '../model/use-layout.ts';

export interface PaneColumnProps {
  pane: Pane;
  title: string;
  visible: boolean;
  children: ReactNode;
}

/** One column of the page. A hidden one stays alive, so that drafts and scroll places are kept. */
export function PaneColumn({ pane, title, visible, children }: PaneColumnProps) {
  return (
    <section
      className={`pane pane--${pane}`}
      hidden={!visible}
      aria-label={title}
      id={`pane-${pane}`}
      data-testid={`pane-${pane}`}
    >
      {pane !== 'trace' && <h2 className="pane__title">{title}</h2>}
      {children}
    </section>
  );
}
