import type { Documents } from '../stores/documents.ts';
import type { SiteBody } from './bodies.ts';

/** The places, as a small copy in RAM: they change a few times a day and every question about a place reads them. */
export interface Directory {
  all(now: number): Promise<readonly SiteBody[]>;
  find(code: string, now: number): Promise<SiteBody | undefined>;
}

/** A copy older than this is read anew. A new place is found by everyone after so long at the latest. */
const TTL = 30_000;
const PAGE = 1_000;

export function createDirectory(documents: Documents): Directory {
  let copy: { at: number; sites: Promise<readonly SiteBody[]> } | undefined;

  async function load(): Promise<readonly SiteBody[]> {
    const sites: SiteBody[] = [];
    let continuation: string | undefined;
    do {
      const page = await documents.query<SiteBody>('sites', {
        // Provinces are two digits: this is "all", asked through an index because the contract has no scan.
        index: { field: 'province', from: '00', to: '99' },
        limit: PAGE,
        ...(continuation === undefined ? {} : { continuation }),
      });
      sites.push(...page.items.map((item) => item.body));
      continuation = page.continuation;
    } while (continuation !== undefined);
    return sites.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  function all(now: number): Promise<readonly SiteBody[]> {
    // Both ways: a test or a corrected clock may step back.
    if (copy && Math.abs(now - copy.at) < TTL) return copy.sites;
    const fresh = { at: now, sites: load() };
    copy = fresh;
    fresh.sites.catch(() => {
      // A failed reading is not kept: the next question tries again.
      if (copy === fresh) copy = undefined;
    });
    return fresh.sites;
  }

  return {
    all,
    async find(code, now) {
      const known = (await all(now)).find((site) => site.code === code);
      return known ?? (await documents.get<SiteBody>('sites', code, code))?.body;
    },
  };
}
