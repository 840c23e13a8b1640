import type { ReactNode } from 'react';
import { useSandboxTime } from '../model/use-sandbox-time.ts';
import { wallTime } from '../time.ts';

/** The frame of a phone with its status bar; what is inside brings its own title and content. */
export function Phone({ look, children }: { look: 'wechat' | 'wecom'; children: ReactNode }) {
  return (
    <div className={`phone phone--${look}`}>
      <div className="phone__screen">
        <StatusBar />
        {children}
      </div>
    </div>
  );
}

function StatusBar() {
  const { time } = wallTime(useSandboxTime());
  return (
    <div className="phone__status" aria-hidden="true">
      <span>{time}</span>
      <svg viewBox="0 0 46 12" width="46" height="12" fill="currentColor">
        <rect x="0" y="7" width="3" height="5" rx="1" />
        <rect x="5" y="4.5" width="3" height="7.5" rx="1" />
        <rect x="10" y="2" width="3" height="10" rx="1" />
        <rect x="20.5" y="1.5" width="20" height="9" rx="2.6" fill="none" stroke="currentColor" />
        <rect x="22.3" y="3.3" width="14" height="5.4" rx="1.3" />
        <rect x="42" y="4.3" width="2" height="3.4" rx="1" />
      </svg>
    </div>
  );
}
