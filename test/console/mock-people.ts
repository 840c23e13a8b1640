import type { OwnerInfo, StaffInfo } from '../../src/console/contract.ts';

export const mockOwners: OwnerInfo[] = [
  {
    personId: 'zhang',
    name: '测试·张明远',
    hint: '已关注服务号 · 沪A12345 明锐',
    follows: true,
    notices: [{ templateId: 'SUB_MAINT', title: '保养到期提醒', left: 0 }],
    suggestions: [
      '刚修完的车，刹车又响了，而且踩下去发软！',
      '发动机故障灯亮了，能不能先开？',
      '预约这周六上午做保养',
      '我上次投诉的事，现在到哪一步了？',
      '今天接待的小伙子很耐心，表扬一下',
    ],
  },
  {
    personId: 'li',
    name: '测试·李思',
    hint: '未关注服务号 · 沪AD23456 新能源',
    follows: false,
    suggestions: ['充电充到一半就断，已经第三次了', '配件等了三个星期还没到货，到底什么时候来？', '转人工'],
  },
  {
    personId: 'wang',
    name: '测试·王一',
    hint: '已关注服务号 · 沪B34567 · 重要客户',
    follows: true,
    suggestions: ['说好送的保养券一直没有给，你们说话算话吗？', '保险下个月到期，怎么续？'],
  },
  {
    personId: 'stranger',
    name: '路人甲',
    hint: '陌生车主，还没有绑定车辆',
    follows: false,
    suggestions: ['我在高速上刹车失灵了，现在停在应急车道！', '我要绑定车辆', '你们周末营业吗？'],
  },
];

function member(
  userId: string,
  name: string,
  title: string,
  department: string,
  suggestions: string[] = [],
): StaffInfo {
  return { userId, name, title, department, suggestions };
}

export const mockStaff: StaffInfo[] = [
  member('liu', '刘建国', '技术主管', '售后技术', ['已联系车主，今天下午到店检查', '刹车片已更换，路试正常']),
  member('chen', '陈志强', '技师', '售后技术', ['收到']),
  member('zhao', '赵敏', '配件主管', '配件', ['配件已到货，明天可以装']),
  member('sun', '孙浩', '销售经理', '销售'),
  member('zhou', '周婷', '关爱专员', '客户关爱', ['车主说满意，可以关闭']),
  member('wu', '吴芳', '服务顾问', '售后前台'),
  member('guo', '郭兰', '客户关爱总监', '客户关爱', ['今天有多少投诉']),
  member('gao', '高远', '总经理', '管理层', [
    '今天有多少投诉',
    '本月关闭率',
    '哪个部门超时最多',
    '待处理有哪些',
    '跟上个月比怎么样',
  ]),
];
