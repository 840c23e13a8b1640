import { performance } from 'node:perf_hooks';
import { describe, expect, test } from 'vitest';
import { type ChartSpec, type PictureSpec, renderPicture } from '../../src/charts/index.ts';
import { drawPicture } from '../../src/charts/picture.ts';

const chart = (more: Partial<ChartSpec> = {}): ChartSpec => ({
  kind: 'bars',
  categories: ['售后技术', '车间', '配件', '销售'],
  format: 'count',
  series: [{ name: '本月', values: [23, 12, 0, null] }],
  ...more,
});
const picture = (more: Partial<PictureSpec> = {}): PictureSpec => ({
  title: '本月各部门投诉',
  subtitle: '11月1日–22日',
  charts: [chart()],
  ...more,
});

/** Width and height of a PNG. */
const sizeOf = (png: Uint8Array): number[] => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};
const textsOf = (spec: PictureSpec): string[] =>
  [...drawPicture(spec).matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1] ?? '');

describe('a picture', () => {
  test.each(['bars', 'stacked', 'line', 'columns'] as const)('of %s is a PNG as wide as a phone', async (kind) => {
    const png = await renderPicture(picture({ charts: [chart({ kind })] }));
    expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    expect(sizeOf(png)[0]).toBe(750);
    expect(png.length).toBeLessThan(300_000);
  });

  test('grows with its rows and lines', async () => {
    const rows = (count: number) =>
      chart({
        categories: Array.from({ length: count }, (_, index) => `部门${index}`),
        series: [{ name: '本月', values: Array.from({ length: count }, (_, index) => index) }],
      });
    const height = async (spec: PictureSpec) => sizeOf(await renderPicture(spec))[1] ?? 0;
    const few = await height(picture({ charts: [rows(4)] }));
    expect(await height(picture({ charts: [rows(16)] }))).toBe(few + 12 * 26 * 2);
    expect(await height(picture({ charts: [rows(4)], title: '很长的标题'.repeat(8) }))).toBeGreaterThan(few);
  });

  test('writes every value, and says where there is no data instead of drawing zero', () => {
    const texts = textsOf(picture());
    expect(texts).toEqual(expect.arrayContaining(['本月各部门投诉', '售后技术', '23', '12', '0', '无数据']));
  });

  test('names the target and paints what misses it', () => {
    const spec = picture({
      charts: [
        chart({
          format: 'share',
          series: [{ name: '关闭率', values: [0.95, 0.5, 1, null], tones: ['plain', 'missed', 'plain', 'plain'] }],
          target: { value: 0.9, label: '目标≥90%' },
        }),
      ],
    });
    expect(textsOf(spec)).toEqual(expect.arrayContaining(['95%', '50%', '100%', '目标≥90%']));
    expect(drawPicture(spec).match(/#d9574b/g)).toHaveLength(1);
  });

  test('cuts long names and shows a sign for characters that its font lacks', () => {
    const names = ['销售部（二级网点管理处）', '𠮷田喆', '王❤', '<b>&'];
    const texts = textsOf(picture({ charts: [chart({ categories: names })] }));
    expect(texts).toEqual(expect.arrayContaining(['销售部（二级网点管…', '□田喆', '王□', '&lt;b&gt;&amp;']));
  });

  test('has its figures in even rows that fill its width', () => {
    const tiles = (count: number) => Array.from({ length: count }, (_, index) => ({ label: `第${index}`, value: '1' }));
    const widths = (count: number) =>
      [
        ...drawPicture(picture({ tiles: tiles(count), charts: [] })).matchAll(
          /<rect x="[\d.]+" y="([\d.]+)" width="([\d.]+)"/g,
        ),
      ].map((match) => `${match[1]} ${Math.round(Number(match[2]))}`);
    const rows = (count: number) =>
      [...Map.groupBy(widths(count), (one) => one.split(' ')[0]).values()].map(({ length }) => length);
    expect([1, 2, 3, 4, 5, 7, 8].map(rows)).toEqual([[1], [2], [3], [2, 2], [3, 2], [3, 2, 2], [3, 3, 2]]);
    for (const one of Map.groupBy(widths(7), (each) => each.split(' ')[0]).values()) {
      const whole = one.reduce((sum, each) => sum + Number(each.split(' ')[1]), 8 * (one.length - 1));
      expect(Math.abs(whole - 347)).toBeLessThan(3);
    }
  });

  test('names every column of days, in two lines where they are long', () => {
    const categories = ['10月1日至4日', '10月5日至11日', '10月12日至18日', '10月19日至25日', '10月26日至31日'];
    const texts = textsOf(
      picture({
        charts: [chart({ kind: 'columns', categories, series: [{ name: '每周', values: [4, 7, 5, 6, 5] }] })],
      }),
    );
    for (const days of ['10月1日', '至4日', '10月5日', '至11日', '10月12日', '10月19日', '10月26日', '至31日']) {
      expect(texts).toContain(days);
    }
  });

  test('that can not be drawn is an error, and the next one is drawn', async () => {
    await expect(renderPicture(null as unknown as PictureSpec)).rejects.toThrow(/null/);
    expect(sizeOf(await renderPicture(picture()))[0]).toBe(750);
  });

  test('does not hold up what else the service does', async () => {
    const busy = performance.eventLoopUtilization();
    await Promise.all(Array.from({ length: 10 }, () => renderPicture(picture())));
    // Shared machines pause by themselves; ten pictures drawn here would keep the thread busy throughout.
    expect(performance.eventLoopUtilization(busy).utilization).toBeLessThan(0.5);
  });
});
