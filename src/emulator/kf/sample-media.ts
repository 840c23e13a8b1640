/** A grey dot. */
const JPEG = [
  '/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAA',
  'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  'AAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAA',
  'ABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1',
  'AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAP',
  'KnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/',
  '2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK0',
  '6kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAIAAgDASIAAhEBAxEB/8QAFQABAQAA',
  'AAAAAAAAAAAAAAAAAAP/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAAv/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2g',
  'AMAwEAAhEDEQA/ALAGL//Z',
].join('');

/** A tenth of a second of silence: five frames of AMR at 12.2 kbit/s, as phones send voice. */
const AMR = Buffer.concat([
  Buffer.from('#!AMR\n'),
  ...Array.from({ length: 5 }, () => Buffer.concat([Buffer.from([0x3c]), Buffer.alloc(31)])),
]).toString('base64');

const MP4 = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypisom\0\0\x02\0isomiso2'),
  Buffer.from([0, 0, 0, 8]),
  Buffer.from('mdat'),
]).toString('base64');

/** What is sent when a message brings no content of its own: small, and of the right kind by its first bytes. */
export const sampleMedia: Readonly<Record<string, { name: string; contentType: string; base64: string }>> = {
  image: { name: 'image.jpg', contentType: 'image/jpeg', base64: JPEG },
  voice: { name: 'voice.amr', contentType: 'voice/amr', base64: AMR },
  video: { name: 'video.mp4', contentType: 'video/mp4', base64: MP4 },
  file: {
    name: 'file.txt',
    contentType: 'application/octet-stream',
    base64: Buffer.from('emulated file').toString('base64'),
  },
};
