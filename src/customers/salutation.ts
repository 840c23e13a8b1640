const TWO_CHARACTER_SURNAMES =
  /^(欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|司徒|夏侯|端木|南宫|独孤)/;

/**
 * How to address an owner: 张先生, 欧阳女士; the full name where the gender is unknown; 尊敬的客户 for companies and
 * names that can't be a person's.
 */
export function salutationOf(customer: { name: string; gender: string | null }): string {
  const name = customer.name.replaceAll(/\s/g, '');
  if (!/^[\u4e00-\u9fff·]{2,4}$/.test(name) || /公司|集团|工厂|单位|中心|学校/.test(name)) return '尊敬的客户';
  const surname = TWO_CHARACTER_SURNAMES.exec(name)?.[1] ?? name.charAt(0);
  if (customer.gender === 'male') return `${surname}先生`;
  if (customer.gender === 'female') return `${surname}女士`;
  return name;
}
