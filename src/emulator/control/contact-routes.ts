import { publishContactEvent } from '../contacts/contact-events.ts';
import {
  contactsTalk,
  memberAddsBack,
  memberDeletesCustomer,
  personAddsMember,
  personDeletesMember,
} from '../contacts/contact-actions.ts';
import { memberConfirms, memberIgnores } from '../contacts/group-send-actions.ts';
import { findContact, saveContact } from '../contacts/relations.ts';
import { personRefusesTransfer } from '../contacts/transfers.ts';
import { ControlError } from '../core/platform-error.ts';
import type { ContactRow } from '../core/contact-rows.ts';
import type { Emulation } from '../emulation.ts';
import { externalUserIdOf } from '../kf/owner.ts';
import { requireMember, requirePerson } from './lookup.ts';
import type { ControlCall, ControlRoute } from './router.ts';

/** Customers and members as contacts, and broadcasts on the staff phone. */
export function contactRoutes(emulation: Emulation): ControlRoute[] {
  const contact = (call: ControlCall): ContactRow => {
    const [person, member] = [requirePerson(emulation, call), requireMember(emulation, call)];
    const externalUserId = externalUserIdOf(emulation, person, member.corpId);
    const found = findContact(emulation, member.corpId, member.userId, externalUserId);
    if (found === undefined) throw new ControlError(404, `${person.personId} never added ${member.userId}`);
    return found;
  };
  const post = (path: string, run: (call: ControlCall) => unknown): ControlRoute => ({ method: 'POST', path, run });
  const P = '/people/:personId/contacts/:userId';
  const M = '/members/:userId/customers/:personId';
  const G = '/members/:userId/group-sends/:msgid';
  return [
    post(`${P}/add`, (call) => {
      const configId = call.fields.text('configId');
      return personAddsMember(emulation, requirePerson(emulation, call), requireMember(emulation, call), {
        ...(configId === '' ? {} : { configId }),
        half: call.body['half'] === true,
        chatStarted: call.body['chatStarted'] === true,
      });
    }),
    post(`${P}/messages`, (call) => contactsTalk(emulation, contact(call), 'person', call.fields.text('text'))),
    post(`${P}/delete`, (call) => personDeletesMember(emulation, contact(call))),
    post(`${P}/refuse-transfer`, (call) => personRefusesTransfer(emulation, contact(call))),
    post(`${M}/messages`, (call) => contactsTalk(emulation, contact(call), 'member', call.fields.text('text'))),
    post(`${M}/add-back`, (call) => memberAddsBack(emulation, contact(call))),
    post(`${M}/delete`, (call) => memberDeletesCustomer(emulation, contact(call))),
    post(`${M}/edit`, (call) => {
      const found = Object.assign(contact(call), { remark: call.fields.text('remark') });
      saveContact(emulation, found);
      publishContactEvent(emulation, found, 'edit_external_contact');
    }),
    post(`${G}/confirm`, (call) => {
      const only = call.fields.list('externalUserIds') === undefined ? undefined : call.fields.texts('externalUserIds');
      memberConfirms(emulation, requireMember(emulation, call), call.params['msgid'] ?? '', only);
    }),
    post(`${G}/ignore`, (call) => memberIgnores(emulation, requireMember(emulation, call), call.params['msgid'] ?? '')),
    post('/welcome-codes/claim', ({ fields }) => {
      const row = emulation.state.welcomeCodes.get(fields.text('welcomeCode'));
      if (row === undefined) throw new ControlError(404, 'no such welcome code');
      const claim = fields.text('state') === 'sent' ? { used: true } : { claimed: true };
      emulation.state.welcomeCodes.put(row.code, { ...row, ...claim });
    }),
  ];
}
