import type { Page } from './read-page.ts';

interface Identified {
  readonly id: string;
}

/** Every item once, over all pages. */
export async function* listAll<T extends Identified>(
  fetchPage: (offset: number) => Promise<Page<T>>,
): AsyncGenerator<T> {
  const seen = new Set<string>();
  let offset: number | null = 0;
  while (offset !== null) {
    const page: Page<T> = await fetchPage(offset);
    for (const item of page.items) {
      if (seen.has(item.id)) continue;
      seen.add(item.id);
      yield item;
    }
    offset = page.nextOffset;
  }
}
