const LINK = /^https?:\/\//i;

export function isLink(text: string): boolean {
  return LINK.test(text);
}

/** A link without query and fragment, where signatures live. Other texts stay as they are. */
export function stripQuery(text: string): string {
  return isLink(text) ? text.replace(/[?#].*$/s, '') : text;
}

/** What is left of a link when its path cannot be relied on either: that there is one. */
export function stripLink(text: string): string {
  return isLink(text) ? 'link' : text;
}
