/** Mulberry32: the same seed gives the same numbers. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Round {
  /** Which process is killed. */
  victim: number;
  /** Killed this long after it is ready; with `early`, after it is started. */
  delayMs: number;
  early: boolean;
  /** When each owner of this round writes, counted from its start. */
  owners: { index: number; afterMs: number; text: string }[];
}

const COMPLAINTS = [
  '说好三天到货的配件，等了半个月还没消息',
  '刹车踩下去有很大的异响，上周刚在你们店换的刹车片',
  '等了一个下午车还没修好，也没人告诉我一声',
  '变速箱修了三次还是顿挫，到底能不能修好',
  '空调不制冷，吹出来还有股霉味，刚保养完就这样',
  '你们这个收费太离谱了，工时费比别家贵一倍',
  '交车的时候说送的脚垫到现在都没给我',
  '前台接待态度太差了，问个问题爱答不理',
];

/** Who writes when, who is killed when: all from the seed. */
export function planRounds(seed: number, kills: number, owners: number, victims: number): Round[] {
  const random = randomOf(seed);
  return Array.from({ length: kills }, (_, round) => {
    const first = Math.floor((owners * round) / kills);
    const last = Math.floor((owners * (round + 1)) / kills);
    return {
      victim: Math.floor(random() * victims),
      delayMs: Math.floor(random() * 1200),
      early: random() < 0.2,
      owners: Array.from({ length: last - first }, (_, offset) => ({
        index: first + offset,
        afterMs: Math.floor(random() * 1500),
        text: COMPLAINTS[Math.floor(random() * COMPLAINTS.length)] ?? '',
      })),
    };
  });
}
