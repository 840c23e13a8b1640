import type { SentFile } from '../contract.ts';
import { safeHref } from '../rich-text.ts';

const LABELS = { image: '图片', voice: '语音', video: '视频', file: '文件' };
/** What browsers play; phones' AMR they don't. */
const PLAYABLE = /\.(?:mp3|wav|ogg|m4a)$/i;

/** A sent picture, recording, video or file inside its bubble. */
export function FileView({ file }: { file: SentFile }) {
  // Only files of this very server: the page asks nothing of the outside.
  const isLocal = file.url.startsWith('/') && safeHref(file.url) !== undefined;
  const name = file.name === '' ? LABELS[file.kind] : file.name;
  if (!isLocal)
    return (
      <span>
        ［{LABELS[file.kind]}］{name}
      </span>
    );
  if (file.kind === 'image') {
    return (
      <a href={file.url} target="_blank" rel="noopener noreferrer" title={name} aria-label={name}>
        <img className="bubble__image" src={file.url} alt={name} />
      </a>
    );
  }
  if (file.kind === 'video') {
    return <video className="bubble__image" src={file.url} controls preload="metadata" aria-label={name} />;
  }
  if (file.kind === 'voice' && PLAYABLE.test(file.name)) {
    return <audio className="bubble__audio" src={file.url} controls preload="none" aria-label={name} />;
  }
  return (
    <a className="file-link" href={file.url} download={name}>
      <span className="file-link__icon" aria-hidden="true">
        {file.kind === 'voice' ? '🎤' : '📄'}
      </span>
      <span>
        <span className="file-link__kind">{LABELS[file.kind]}</span>
        {name}
      </span>
    </a>
  );
}
