import { isUtf8 } from 'node:buffer';

/** What a file is, by its own first bytes. */
export interface FileType {
  contentType: string;
  /** Without a dot; '' when unknown. */
  extension: string;
  /** A browser may show it in the page: no script can be in it. */
  isInlineSafe: boolean;
}

const inline = (contentType: string, extension: string): FileType => ({ contentType, extension, isInlineSafe: true });
const download = (contentType: string, extension: string): FileType => ({
  contentType,
  extension,
  isInlineSafe: false,
});

const UNKNOWN = download('application/octet-stream', '');

/** How files begin; the first that fits counts. */
const SIGNATURES: readonly { bytes: string; type: FileType }[] = [
  { bytes: '\xFF\xD8\xFF', type: inline('image/jpeg', 'jpg') },
  { bytes: '\x89PNG\r\n\x1A\n', type: inline('image/png', 'png') },
  { bytes: 'GIF87a', type: inline('image/gif', 'gif') },
  { bytes: 'GIF89a', type: inline('image/gif', 'gif') },
  { bytes: '#!AMR-WB\n', type: download('audio/amr-wb', 'awb') },
  { bytes: '#!AMR\n', type: download('audio/amr', 'amr') },
  { bytes: '#!SILK_V3', type: download('audio/silk', 'silk') },
  { bytes: '\x02#!SILK_V3', type: download('audio/silk', 'silk') },
  { bytes: 'ID3', type: inline('audio/mpeg', 'mp3') },
  { bytes: '\xFF\xFB', type: inline('audio/mpeg', 'mp3') },
  { bytes: '\xFF\xF3', type: inline('audio/mpeg', 'mp3') },
  { bytes: '\xFF\xF2', type: inline('audio/mpeg', 'mp3') },
  { bytes: 'OggS', type: inline('audio/ogg', 'ogg') },
  { bytes: '%PDF-', type: download('application/pdf', 'pdf') },
  { bytes: 'PK\x03\x04', type: download('application/zip', 'zip') },
  { bytes: '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1', type: download('application/x-ole-storage', 'doc') },
  { bytes: 'Rar!\x1A\x07', type: download('application/vnd.rar', 'rar') },
  { bytes: '7z\xBC\xAF\x27\x1C', type: download('application/x-7z-compressed', '7z') },
  { bytes: 'BM', type: download('image/bmp', 'bmp') },
];

/** Brands of the ISO container (`ftyp`), by how they begin; anything else in it is taken as MP4. */
const BRANDS: readonly [RegExp, FileType][] = [
  [/^(?:heic|heix|heim|heis|hevc|mif1|msf1)/, download('image/heic', 'heic')],
  [/^avif/, inline('image/avif', 'avif')],
  [/^qt {2}/, download('video/quicktime', 'mov')],
  [/^(?:M4A|M4B)/, inline('audio/mp4', 'm4a')],
  [/^3g/, download('video/3gpp', '3gp')],
];

/**
 * Tells a file's type by its content alone: what the sender or the platform calls it is not to be trusted. HTML and SVG
 * are text here, and text is never shown in the page.
 */
export function sniff(content: Uint8Array): FileType {
  const head = Buffer.from(content.subarray(0, 64)).toString('latin1');
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return inline('image/webp', 'webp');
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WAVE') return inline('audio/wav', 'wav');
  if (head.slice(4, 8) === 'ftyp') {
    const brand = head.slice(8, 12);
    return BRANDS.find(([pattern]) => pattern.test(brand))?.[1] ?? inline('video/mp4', 'mp4');
  }
  const found = SIGNATURES.find(({ bytes }) => head.startsWith(bytes));
  if (found !== undefined) return found.type;
  return isText(content) ? download('text/plain; charset=utf-8', 'txt') : UNKNOWN;
}

function isText(content: Uint8Array): boolean {
  // Control characters other than line breaks, tabs and escape sequences stand in no text.
  const isControl = (byte: number) => byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b);
  return content.length > 0 && isUtf8(content) && !content.some(isControl);
}
