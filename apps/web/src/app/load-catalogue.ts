import type { Catalogue } from './catalogue.ts';

/** Lists of what ships with Skep; an empty list where one cannot be loaded, so that the page works all the same. */
export async function loadCatalogue(fetchJson: (path: string) => Promise<unknown>): Promise<Catalogue> {
  const list = async (path: string): Promise<readonly unknown[]> => {
    try {
      const value = await fetchJson(path);
      return Array.isArray(value) ? value : [];
    } catch {
      return [];
    }
  };
  const [samples, captures] = await Promise.all([list('samples/index.json'), list('captures/index.json')]);
  return {
    samples: samples as Catalogue['samples'],
    captures: captures as Catalogue['captures'],
  };
}
