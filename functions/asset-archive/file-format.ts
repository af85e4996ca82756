interface FileFormat {
  readonly contentType: string;
  /** Whether a file of this format may begin so. */
  readonly matches: (head: Buffer) => boolean;
}

const startsWith =
  (...bytes: number[]) =>
  (head: Buffer): boolean =>
    head.subarray(0, bytes.length).equals(Buffer.from(bytes));

const isSvg = (head: Buffer): boolean => /^\s*(<\?xml|<!--|<!doctype svg|<svg)/i.test(asText(head));
const isJson = (head: Buffer): boolean => /^\s*[[{"\d-]|^\s*(true|false|null)/.test(asText(head));
const isZip = startsWith(0x50, 0x4b);
const isJpeg = startsWith(0xff, 0xd8, 0xff);

const FORMATS: Readonly<Record<string, FileFormat>> = {
  jpg: { contentType: 'image/jpeg', matches: isJpeg },
  jpeg: { contentType: 'image/jpeg', matches: isJpeg },
  png: { contentType: 'image/png', matches: startsWith(0x89, 0x50, 0x4e, 0x47) },
  pdf: { contentType: 'application/pdf', matches: (head) => head.includes('%PDF-') },
  svg: { contentType: 'image/svg+xml', matches: isSvg },
  zip: { contentType: 'application/zip', matches: isZip },
  json: { contentType: 'application/json', matches: isJson },
  mp4: { contentType: 'video/mp4', matches: (head) => head.subarray(4, 8).toString('latin1') === 'ftyp' },
};

/** So many bytes at a file's beginning tell whether it is what it is called. */
export const HEAD_BYTES = 512;

/** Whether a file's beginning agrees with its format; of a format nobody knows, only that it is no web page. */
export function matchesFormat(format: string, head: Buffer): boolean {
  const known = FORMATS[format];
  return known === undefined ? !/^\s*<(!doctype html|html)/i.test(asText(head)) : known.matches(head);
}

export function contentTypeOf(format: string): string {
  return FORMATS[format]?.contentType ?? 'application/octet-stream';
}

function asText(head: Buffer): string {
  return head.toString('utf8').replace(/^\uFEFF/, '');
}
