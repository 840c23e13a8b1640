/** A file on its way from a phone. */
export interface OutgoingFile {
  kind: 'image' | 'voice' | 'video' | 'file';
  name: string;
  content: Blob;
}

export interface SampleFile {
  label: string;
  make: () => Promise<OutgoingFile>;
}

/** The platform takes pictures up to 2 MB; phones make larger ones smaller before they send them. */
const PICTURE_BYTES = 1.5 * 1024 * 1024;
const LONGEST_SIDE = 1600;

/** A file from this computer's disk, as the phone's WeChat would send it. */
export async function fileToSend(file: File): Promise<OutgoingFile> {
  const family = file.type.split('/')[0];
  const kind = family === 'image' ? 'image' : family === 'audio' ? 'voice' : family === 'video' ? 'video' : 'file';
  const content = kind === 'image' && file.size > PICTURE_BYTES ? await smaller(file) : file;
  return { kind, name: file.name, content };
}

/** Things that owners photograph, drawn when they are asked for; and a voice message without a voice. */
export const sampleFiles: SampleFile[] = [
  { label: '仪表盘故障灯', make: () => picture('仪表盘故障灯.jpg', drawDashboard) },
  { label: '车门划痕', make: () => picture('车门划痕.jpg', drawScratch) },
  { label: '维修结算单', make: () => picture('维修结算单.jpg', drawBill) },
  { label: '语音（5 秒）', make: () => Promise.resolve(silence(5)) },
];

type Draw = (pen: CanvasRenderingContext2D) => void;

async function picture(name: string, draw: Draw): Promise<OutgoingFile> {
  return { kind: 'image', name, content: await paint(480, 320, draw) };
}

async function smaller(file: File): Promise<Blob> {
  const source = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(source.width, source.height));
  const [width, height] = [Math.round(source.width * scale), Math.round(source.height * scale)];
  return paint(width, height, (pen) => pen.drawImage(source, 0, 0, width, height));
}

function paint(width: number, height: number, draw: Draw): Promise<Blob> {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const pen = canvas.getContext('2d');
  if (pen !== null) draw(pen);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('no picture')) : resolve(blob)), 'image/jpeg', 0.8);
  });
}

function fill(pen: CanvasRenderingContext2D, colour: string, ...box: [number, number, number, number]): void {
  pen.fillStyle = colour;
  pen.fillRect(...box);
}

function write(pen: CanvasRenderingContext2D, text: string, x: number, y: number, size = 18, colour = '#222'): void {
  pen.fillStyle = colour;
  pen.font = `${size}px sans-serif`;
  pen.fillText(text, x, y);
}

const drawDashboard: Draw = (pen) => {
  fill(pen, '#10141a', 0, 0, 480, 320);
  for (const x of [130, 350]) {
    pen.strokeStyle = '#4b5666';
    pen.lineWidth = 6;
    pen.beginPath();
    pen.arc(x, 170, 92, Math.PI * 0.8, Math.PI * 2.2);
    pen.stroke();
    pen.strokeStyle = '#e6463c';
    pen.beginPath();
    pen.moveTo(x, 170);
    pen.lineTo(x - 50, 120);
    pen.stroke();
  }
  write(pen, '⚠', 218, 130, 44, '#ffb020');
  write(pen, '发动机故障', 195, 262, 18, '#ffb020');
  write(pen, '32 561 km', 200, 295, 16, '#c8d0da');
};

const drawScratch: Draw = (pen) => {
  fill(pen, '#7f2a2a', 0, 0, 480, 320);
  fill(pen, '#933434', 0, 0, 480, 120);
  fill(pen, '#5f1d1d', 0, 118, 480, 4);
  fill(pen, '#c9ced4', 330, 150, 96, 18);
  pen.strokeStyle = '#efe6df';
  for (const [index, width] of [5, 2, 3].entries()) {
    pen.lineWidth = width;
    pen.beginPath();
    pen.moveTo(60, 200 + index * 14);
    pen.bezierCurveTo(140, 180 + index * 12, 220, 236 + index * 10, 330, 206 + index * 12);
    pen.stroke();
  }
};

const drawBill: Draw = (pen) => {
  fill(pen, '#d9d4c8', 0, 0, 480, 320);
  fill(pen, '#fffef9', 40, 18, 400, 290);
  write(pen, '维修结算单', 185, 56, 22);
  const rows = [
    ['更换前刹车片', '680.00'],
    ['工时费', '450.00'],
    ['机油机滤', '398.00'],
    ['合计（元）', '1528.00'],
  ];
  for (const [index, [what = '', price = '']] of rows.entries()) {
    write(pen, what, 70, 110 + index * 48);
    write(pen, price, 340, 110 + index * 48);
    fill(pen, '#ddd8cc', 60, 124 + index * 48, 360, 1);
  }
};

/** AMR at 12.2 kbit/s: fifty frames of 32 bytes a second. */
function silence(seconds: number): OutgoingFile {
  const frames = new Uint8Array(seconds * 50 * 32).map((_, index) => (index % 32 === 0 ? 0x3c : 0));
  return { kind: 'voice', name: '语音.amr', content: new Blob(['#!AMR\n', frames], { type: 'audio/amr' }) };
}
