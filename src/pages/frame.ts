import { mayHaveReports } from '../reports/index.ts';
import { type Staff, STAFF_ROLES, type StaffRole } from '../stores/index.ts';
import { type Content, html, type Html } from './html.ts';
import { documentOf } from './layout.ts';
import type { Place } from './place.ts';
import type { Visit } from './visit.ts';

/** `isOpen` absent: for everybody. */
const NAVIGATION: readonly { place: Place; label: string; isOpen?: (staff: Staff) => boolean }[] = [
  { place: 'staff', label: '首页' },
  { place: 'tickets', label: '工单' },
  { place: 'tickets/new', label: '录入投诉' },
  { place: 'rectifications', label: '整改' },
  { place: 'followups', label: '回访' },
  { place: 'reports', label: '报表', isOpen: mayHaveReports },
  { place: 'owners', label: '车主' },
];

export interface FramedPage {
  title: string;
  /** Contents of the page's main part. */
  body: Content;
  /** Names the page's kind for its style. */
  kind: string;
  flash?: { text: string; isError?: boolean } | undefined;
}

/** A page with the bar on top: store, ways to go, who is signed in. */
export function framed(visit: Visit, page: FramedPage): string {
  return documentOf(
    page.title,
    html`<header class="bar">
        <div>
          <nav aria-label="导航">
            <span>${visit.store.name}</span
            ><span class="ways">${waysOf(visit).map(({ place, label }) => linkTo(visit, place, label))}</span>
          </nav>
          <form method="post" action="${visit.path}">
            ${tokenOf(visit)}${nameOf(visit)} <button class="link" name="action" value="signOut">退出</button>
          </form>
        </div>
      </header>
      <main class="${page.kind}">${flashOf(page)}${page.body}</main>`,
  );
}

const waysOf = ({ staff }: Visit) => NAVIGATION.filter(({ isOpen }) => isOpen?.(staff) ?? true);

function flashOf({ flash }: FramedPage): Content {
  if (flash === undefined) return undefined;
  return flash.isError === true
    ? html`<section class="flash error" role="alert">${flash.text}</section>`
    : html`<section class="flash" role="status">${flash.text}</section>`;
}

function linkTo(visit: Visit, place: Place, label: string): Html {
  const current = visit.place === place;
  return html`<a href="${visit.to(place)}" aria-current="${current ? 'page' : 'false'}">${label}</a>`;
}

/** Without it a form changes nothing. */
export const tokenOf = (visit: Visit): Html => html`<input type="hidden" name="token" value="${visit.formToken}" />`;

const nameOf = ({ staff }: Visit) => `${staff.name}（${STAFF_ROLES[staff.role as StaffRole] ?? staff.role}）`;
