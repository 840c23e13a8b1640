import { useState } from 'react';
import { ownerUnread, staffUnread } from './model/unread.ts';
import { useChoice } from './model/use-choice.ts';
import { useVisiblePanes } from './model/use-layout.ts';
import type { Pane } from './model/use-layout.ts';
import { useModel, useSnapshot } from './model/use-model.ts';
import { JourneyStrip } from './parts/journey-strip.tsx';
import { OwnerPhone } from './parts/owner-phone.tsx';
import { PaneColumn } from './parts/pane-column.tsx';
import { PaneTabs } from './parts/pane-tabs.tsx';
import { PersonLabel } from './parts/person-label.tsx';
import { PersonPicker } from './parts/person-picker.tsx';
import { StaffPhone } from './parts/staff-phone.tsx';
import { TopBar } from './parts/top-bar.tsx';
import { TracePanel } from './parts/trace-panel.tsx';

/** The whole page: three phones, a clock, and what happened in between. */
export function App() {
  const { state } = useSnapshot();
  return (
    <div className="page">
      <div className="page__top">
        <TopBar />
        <JourneyStrip />
      </div>
      {state === undefined ? <Starting /> : <Panes />}
    </div>
  );
}

function Starting() {
  const model = useModel();
  const { loadError } = useSnapshot();
  return (
    <main className="starting" role="status">
      {loadError === undefined ? (
        <p>正在打开示例门店…</p>
      ) : (
        <>
          <p>{loadError}</p>
          <button type="button" className="button button--primary" onClick={() => void model.refresh()}>
            再试一次
          </button>
        </>
      )}
    </main>
  );
}

function Panes() {
  const { state, owners: ownerInboxes, staff: staffInboxes, seen } = useSnapshot();
  const [chosen, setChosen] = useState<Pane>('owner');
  const visible = useVisiblePanes(chosen);

  const owners = (state?.owners ?? []).map((owner) => ({
    ...owner,
    unread: ownerUnread(owner.personId, ownerInboxes[owner.personId], seen),
  }));
  const staff = (state?.staff ?? []).map((member) => ({
    ...member,
    unread: staffUnread(member.userId, staffInboxes[member.userId], seen),
  }));
  const manager = staff.find((member) => member.userId === state?.managerUserId);
  // The manager has a phone already.
  const members = staff.filter((member) => member !== manager);
  const [ownerId, chooseOwner] = useChoice(
    'owner',
    owners.map((one) => one.personId),
    owners[0]?.personId,
  );
  const [memberId, chooseMember] = useChoice(
    'staff',
    members.map((one) => one.userId),
    members[0]?.userId,
  );
  const owner = owners.find((one) => one.personId === ownerId);
  const member = members.find((one) => one.userId === memberId);

  return (
    <>
      <main className="panes">
        <PaneColumn pane="owner" title="车主的微信" visible={visible.owner}>
          <PersonPicker
            name="owner"
            label="车主"
            people={owners.map((one) => ({ id: one.personId, name: one.name, detail: one.hint, unread: one.unread }))}
            selectedId={ownerId}
            onSelect={chooseOwner}
          />
          {owner !== undefined && <OwnerPhone key={owner.personId} owner={owner} visible={visible.owner} />}
        </PaneColumn>
        <PaneColumn pane="staff" title="员工的企业微信" visible={visible.staff}>
          <PersonPicker
            name="staff"
            label="员工"
            people={members.map((one) => ({
              id: one.userId,
              name: one.name,
              detail: `${one.department} · ${one.title}`,
              unread: one.unread,
            }))}
            selectedId={memberId}
            onSelect={chooseMember}
          />
          {member !== undefined && (
            <StaffPhone
              key={member.userId}
              name="staff"
              member={member}
              visible={visible.staff}
              placeholder="回复就是记进展"
              empty="还没有消息。派到本部门的工单会以卡片发到这里，按钮可以直接点。"
              suggestionsTitle="可以这样回复"
            />
          )}
        </PaneColumn>
        <PaneColumn pane="manager" title="经理的企业微信" visible={visible.manager}>
          {manager !== undefined && (
            <>
              <PersonLabel name={manager.name} detail={`${manager.department} · ${manager.title}`} />
              <StaffPhone
                name="manager"
                member={manager}
                visible={visible.manager}
                placeholder="想知道什么数字？"
                empty="还没有消息。用平常的话问数字，马上有答案；每个数字都说明怎么算的。"
                suggestionsTitle="试着问一个数字"
              />
            </>
          )}
        </PaneColumn>
        <PaneColumn pane="trace" title="处理过程" visible={visible.trace}>
          <TracePanel />
        </PaneColumn>
      </main>
      <PaneTabs
        chosen={chosen}
        onChoose={setChosen}
        unread={{
          owner: owners.reduce((sum, one) => sum + one.unread, 0),
          staff: members.reduce((sum, one) => sum + one.unread, 0),
          manager: manager?.unread ?? 0,
          trace: 0,
        }}
      />
    </>
  );
}
