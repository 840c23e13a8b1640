export interface UploadedFile {
  fieldName: string;
  fileName: string;
  contentType: string;
  bytes: Buffer;
}

/** The parts of a multipart/form-data body; empty when it is none. */
export function parseMultipart(body: Buffer, contentType: string): UploadedFile[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return [];
  const marker = Buffer.from(`--${boundary}`);
  const files: UploadedFile[] = [];
  let start = body.indexOf(marker);
  while (start !== -1) {
    const next = body.indexOf(marker, start + marker.length);
    if (next === -1) break;
    const part = body.subarray(start + marker.length + 2, next - 2);
    const headerEnd = part.indexOf('\r\n\r\n');
    if (headerEnd !== -1) {
      const header = part.toString('utf8', 0, headerEnd);
      files.push({
        fieldName: /[; ]name="([^"]*)"/i.exec(header)?.[1] ?? '',
        fileName: /filename="([^"]*)"/i.exec(header)?.[1] ?? '',
        contentType: /content-type:\s*([^\r\n]+)/i.exec(header)?.[1] ?? 'application/octet-stream',
        bytes: part.subarray(headerEnd + 4),
      });
    }
    start = next;
  }
  return files;
}
