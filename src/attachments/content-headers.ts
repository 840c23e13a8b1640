/** Types that a browser may show in our page, as `sniff` names them: no script can be in them. */
const INLINE = /^(?:image\/(?:jpeg|png|gif|webp|avif)|audio\/(?:mpeg|ogg|wav|mp4)|video\/mp4)$/;

export function isInline(contentType: string): boolean {
  return INLINE.test(contentType);
}

/**
 * Headers for content that a stranger has sent: shown only when it is of a harmless type, never guessed at, never run, and
 * never kept by a cache that others share.
 */
export function contentHeaders(file: { contentType: string; fileName: string }): Record<string, string> {
  const kind = isInline(file.contentType) ? 'inline' : 'attachment';
  const ascii = file.fileName.replace(/[^\x20-\x7E]|["\\%]/g, '_');
  return {
    'content-type': isInline(file.contentType) ? file.contentType : 'application/octet-stream',
    'content-disposition': `${kind}; filename="${ascii}"; filename*=UTF-8''${encodeRfc5987(file.fileName)}`,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, max-age=3600',
    'accept-ranges': 'bytes',
  };
}

function encodeRfc5987(name: string): string {
  return encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
