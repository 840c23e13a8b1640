import { Resvg } from '@resvg/resvg-js';
import { FONT_FILE } from './font.ts';
import { drawPicture } from './picture.ts';
import type { PictureSpec } from './spec.ts';
import { FONT } from './theme.ts';

/** Pixels a point: phones have two or three. */
const ZOOM = 2;

/** Draws a picture as PNG, 750 pixels wide. Takes tens of milliseconds: the service calls `renderPicture`. */
export function drawPng(spec: PictureSpec): Uint8Array<ArrayBuffer> {
  const resvg = new Resvg(drawPicture(spec), {
    font: { fontFiles: [FONT_FILE], loadSystemFonts: false, defaultFontFamily: FONT },
    fitTo: { mode: 'zoom', value: ZOOM },
  });
  return new Uint8Array(resvg.render().asPng());
}
