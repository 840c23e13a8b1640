import { withoutHalfCharacters } from './evidence.ts';
import { CATEGORIES, DEMANDS, MESSAGE_KINDS, VEHICLE_SYSTEMS } from './taxonomy.ts';
import type { Category, Demand, MessageKind, VehicleSystem } from './taxonomy.ts';
import { isNegated } from './polarity.ts';

const DEMAND_WORDS: readonly (readonly [Demand, RegExp])[] = [
  ['returnVehicle', /退车|退(?:掉)?(?:这|那)(?:台|辆|个)?(?:破|垃圾)?车|把车退|退一赔/g],
  ['replaceVehicle', /(?:给我|要求|必须|要)[^,。]{0,4}换(?:一)?(?:台|辆|部)|换(?:台|辆)?新车|要求换车|换车/g],
  [
    'refund',
    /退款|退钱|退(?:我|还|给我)|退(?:定金|订金|保费|费|差价)|(?:定金|订金|钱|费用|差价|手续费|服务费)[^,。]{0,6}退/g,
  ],
  ['compensation', /赔偿|补偿|赔(?:我|钱|给|多少|付|不赔)|误工费|补(?:我)?差价|怎么赔/g],
  ['apology', /道歉|赔礼|赔不是|说声对不起/g],
  ['stopContact', /别再?(?:打|发|给)|不要再?(?:打|发|给)|停止(?:打|发)|退订|别打了|删(?:除|掉)我的/g],
  ['replacePart', /(?:给我|要求|免费|必须|能不能|应该)[^,。]{0,4}(?:换|更换)(?:个|新|掉|一)?|换总成|换新的?/g],
  ['explanation', /解释|说法|交代|说清楚|给个理由|为什么|凭什么|讲清楚/g],
  ['callBack', /回(?:个|我)?电话|给我(?:打|回)电话|联系我|打给我|回复我|尽快回复|给我(?:来|回)个?电/g],
  ['faster', /尽快|抓紧|快点|赶紧|马上|加急|催一?下|催催|到底(?:什么时候|啥时候|几时)/g],
  ['repair', /给我修|修好|解决|处理|检查|看看|维修|修一下|免费修/g],
];

/** The first demand in the text that is not denied; `none` when there is none. */
export function demandOf(text: string): Demand {
  for (const [demand, pattern] of DEMAND_WORDS) {
    for (const match of text.matchAll(pattern)) {
      if (!isNegated(text, match.index, match.index + match[0].length)) return demand;
    }
  }
  return 'none';
}

/** A category that spans the car is told by the part that the words name. */
const CATEGORY_OF: Record<VehicleSystem, Category> = {
  engine: 'Q1',
  transmission: 'Q1',
  brakes: 'Q2',
  steering: 'Q2',
  tyres: 'Q2',
  suspension: 'Q2',
  airbag: 'Q2',
  battery: 'Q3',
  climate: 'Q4',
  infotainment: 'Q4',
  electrics: 'Q4',
  body: 'Q4',
};

function matterOf(category: Category, systems: readonly VehicleSystem[]): string {
  const parts = systems.filter((system) => CATEGORY_OF[system] === category);
  return parts.length === 0
    ? CATEGORIES[category].label
    : parts.map((system) => VEHICLE_SYSTEMS[system].label).join('、');
}

/** One neutral sentence for cards and lists, at most 60 characters. */
export function summaryOf(
  kind: MessageKind,
  categories: readonly Category[],
  demand: Demand,
  evidence: string,
  systems: readonly VehicleSystem[],
): string {
  const hasMatter = kind === 'complaint' || kind === 'grumble' || kind === 'question' || kind === 'rescue';
  const about = (hasMatter ? categories : [])
    .filter((category) => category !== 'Z9')
    .map((category) => matterOf(category, systems))
    .join('、');
  const head = `${MESSAGE_KINDS[kind].label}${about === '' ? '' : `（${about}）`}`;
  const wish = demand === 'none' ? '' : `，诉求：${DEMANDS[demand].label}`;
  const room = 60 - head.length - wish.length - 3;
  const quote =
    room >= 6 && evidence !== '' ? `：「${withoutHalfCharacters(evidence.replace(/\s+/g, ' ').slice(0, room))}」` : '';
  return withoutHalfCharacters(`${head}${quote}${wish}`.slice(0, 60));
}
