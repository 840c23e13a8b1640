export { renderPicture } from './render.ts';
export type { ChartSeries, ChartSpec, PictureSpec, Tile, Tone, ValueFormat } from './spec.ts';
