import { CALL_RESULTS, type CallTask } from '../../outreach/index.ts';
import { followUpOfCall } from '../../follow-ups/index.ts';
import { fieldsOf } from '../fields.ts';
import { tokenOf } from '../frame.ts';
import { html, type Html } from '../html.ts';
import type { Visit } from '../visit.ts';

/** The value of its button. */
export const REPORT_CALL = 'reportCall';

/** Calls that end with what the owner said, written down where it belongs. */
const ENDS_WITH_WORDS: readonly string[] = ['verification', 'followUp'];

/** How a call ended. Goes to the page that shows it; a call for a verdict or a follow-up that reached the owner ends with it. */
export function callForm(visit: Visit, task: Pick<CallTask, 'id' | 'purpose' | 'result' | 'dedupeKey'>): Html {
  const field = fieldsOf(`call-${task.id}`, () => undefined);
  const results = Object.entries(CALL_RESULTS).filter(
    ([key]) => !ENDS_WITH_WORDS.includes(task.purpose) || key === 'noAnswer' || key === 'wrongNumber',
  );
  const followUpId = followUpOfCall(task);
  const place = `followups/${followUpId}`;
  return html`${
      followUpId !== undefined &&
      visit.place !== place &&
      html`<p><a class="button plain" href="${visit.to(place)}">登记车主的评价</a></p>`
    }
    <details>
      <summary>${followUpId === undefined ? '登记通话结果' : '没打通时登记'}</summary>
      <form method="post" action="${visit.path}">
        ${tokenOf(visit)}<input type="hidden" name="call" value="${task.id}" /><input
          type="hidden"
          name="heard"
          value="${(task.result ?? '').length}"
        />${field.choice('result', '结果', results, { none: '请选择' })}${field.words('说明', '如：周六上午到店', 'words', false)}<button
          class="plain"
          name="action"
          value="${REPORT_CALL}"
        >
          提交结果
        </button>
      </form>
    </details>`;
}
