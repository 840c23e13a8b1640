import type { Pane } from '../model/use-layout.ts';
import { Badge } from './badge.tsx';

const LABELS: [Pane, string][] = [
  ['owner', '车主'],
  ['staff', '员工'],
  ['manager', '经理'],
  ['trace', '过程'],
];

export interface PaneTabsProps {
  chosen: Pane;
  unread: Record<Pane, number>;
  onChoose: (pane: Pane) => void;
}

/** On narrow screens: which phone is shown. The style sheet hides it where all of them fit. */
export function PaneTabs({ chosen, unread, onChoose }: PaneTabsProps) {
  return (
    <nav className="pane-tabs" aria-label="切换手机" data-testid="pane-tabs">
      {LABELS.map(([pane, label]) => (
        <button
          key={pane}
          type="button"
          className={`pane-tabs__tab pane-tabs__tab--${pane}`}
          aria-current={pane === chosen}
          aria-controls={`pane-${pane}`}
          onClick={() => onChoose(pane)}
          data-testid={`tab-${pane}`}
        >
          {label}
          <Badge count={unread[pane]} testId={`tab-unread-${pane}`} />
        </button>
      ))}
    </nav>
  );
}
