import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { launch, type Watched, watched } from './browser.ts';
import { openSite, type Site } from './site.ts';

/** A page in a browser of its own for each test, over one site for all tests of a `describe`. */
export interface Visit {
  readonly page: Page;
  readonly site: Site;
  readonly context: BrowserContext;
}

/**
 * Registers the hooks around each test of the present `describe`; `page` is there from the test's first line on. `path`: what
 * is opened, the demo page unless told.
 */
export function eachVisit(options: BrowserContextOptions, path = '/'): Visit {
  let browser: Browser;
  let site: Site;
  let visitor: Watched;
  let page: Page;
  beforeAll(async () => {
    [browser, site] = await Promise.all([launch(), openSite()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });
  beforeEach(async () => {
    visitor = await watched(browser, options);
    page = await visitor.context.newPage();
    await page.goto(`${site.url}${path}`);
  });
  afterEach(async () => {
    await visitor.context.close();
    expect(visitor.problems).toEqual([]);
  });
  return {
    get page() {
      return page;
    },
    get site() {
      return site;
    },
    get context() {
      return visitor.context;
    },
  };
}
