import type { StoreDefinition } from '../stores/index.ts';

/** The sample dealership. Everything is invented; the rescue line is no number that anybody answers. */
export const sampleStoreDefinition: StoreDefinition = {
  id: 'main',
  name: '明达汽车（示例）',
  brand: 'SKODA',
  phone: '021-00000400',
  rescuePhone: '021-00000120',
  address: '示例市样板区演示路 1 号',
  departments: [
    { key: 'aftersalesTechnical', name: '售后技术部' },
    { key: 'workshop', name: '维修车间' },
    { key: 'serviceReception', name: '售后前台' },
    { key: 'warranty', name: '索赔组' },
    { key: 'parts', name: '配件部' },
    { key: 'sales', name: '销售部' },
    { key: 'insurance', name: '保险部' },
    { key: 'finance', name: '金融部' },
    { key: 'customerCare', name: '客户关爱部' },
    { key: 'marketing', name: '市场部（车主俱乐部）' },
    { key: 'triage', name: '人工分诊' },
  ],
  staff: [
    { userId: 'fang', name: '方总', role: 'generalManager', departmentKey: 'management' },
    { userId: 'lin', name: '林总监', role: 'director', departmentKey: 'customerCare' },
    { userId: 'xu', name: '徐专员', role: 'careSpecialist', departmentKey: 'customerCare' },
    { userId: 'he', name: '何专员', role: 'careSpecialist', departmentKey: 'customerCare' },
    { userId: 'qin', name: '秦主管', role: 'departmentHead', departmentKey: 'aftersalesTechnical' },
    { userId: 'ma', name: '马主管', role: 'departmentHead', departmentKey: 'workshop' },
    { userId: 'su', name: '苏主管', role: 'departmentHead', departmentKey: 'serviceReception' },
    { userId: 'jiang', name: '江顾问', role: 'serviceAdvisor', departmentKey: 'serviceReception' },
    { userId: 'luo', name: '罗主管', role: 'departmentHead', departmentKey: 'parts' },
    { userId: 'wei', name: '魏主管', role: 'departmentHead', departmentKey: 'warranty' },
    { userId: 'shen', name: '申经理', role: 'departmentHead', departmentKey: 'sales' },
    { userId: 'ding', name: '丁经理', role: 'departmentHead', departmentKey: 'insurance' },
  ],
};
