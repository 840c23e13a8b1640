/** The first words to somebody who has just added a member of staff: shown as that member's own. */
export function welcomeText(store: { name: string; phone: string }, memberName: string | undefined): string {
  const who = memberName === undefined ? '' : `，我是${memberName}`;
  const phone = store.phone === '' ? '' : `紧急情况请拨打 ${store.phone}。`;
  return `您好${who}，欢迎添加${store.name}。保养、年检、续保和用车问题都可以在这里问我。${phone}`;
}
