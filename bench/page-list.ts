import type { Page } from 'playwright-core'
import { openBrowser } from '../e2e/browser.ts'
import { DEMO_PASSWORD } from '#server/demo/parts/demo-school.ts'
import { openDemo, signIn } from './lib/demo.ts'
import { timeLine, type Bench } from './lib/line.ts'
import { measureLoad, measureMove, slowDown, watchPaints, type PageLoad } from './lib/page.ts'
import { slowLine } from './lib/slow-line.ts'
import { percentile } from './lib/statistics.ts'

/** The first list after sign-in, with an empty cache and with the service worker. */
const BUDGET = { lcp: 2000, kb: 150, warm: 700, blocking: 150 } as const
const RUNS = 3
const shown = (page: Page): Promise<void> => page.locator('main li').first().waitFor({ timeout: 120_000 })
/** How long a practised person takes to type name and password, in ms. */
const TYPING = 6000

/** The first list as a person meets it: nothing on the device, sign-in page, name, password, My day. */
async function afterSignIn(url: string): Promise<PageLoad> {
  const browser = await openBrowser('today')
  const { page } = browser
  try {
    await watchPaints(page)
    const cdp = await slowDown(page)
    await page.goto(`${url}/sign-in`)
    await page.locator('#username').fill('teacher5')
    await page.locator('#password').fill(DEMO_PASSWORD)
    await page.waitForTimeout(TYPING)
    return await measureMove(
      page,
      cdp,
      () => page.locator('#password').press('Enter'),
      () => shown(page),
    )
  } finally {
    await browser.close()
  }
}

/** With an empty cache, and somebody signed in. */
async function cold(url: string): Promise<PageLoad> {
  const browser = await openBrowser('today')
  const { page } = browser
  try {
    await signIn(browser.context, url)
    await watchPaints(page)
    return await measureLoad(page, await slowDown(page), url, shown)
  } finally {
    await browser.close()
  }
}

/** The app is installed: its files are here, what the server says comes over a line that is slow for the worker, too. */
async function warm(url: string): Promise<PageLoad> {
  const line = await slowLine(url)
  const browser = await openBrowser('today')
  const { page } = browser
  try {
    await signIn(browser.context, url)
    await watchPaints(page)
    await page.goto(line.url)
    await shown(page)
    await page.evaluate(() => navigator.serviceWorker.ready)
    line.slowDown()
    return await measureLoad(page, await slowDown(page, { network: false }), line.url, shown)
  } finally {
    await browser.close()
    await line.close()
  }
}

export const bench: Bench = {
  names: ['page-list', 'page-list.bytes', 'page-list.blocking', 'page-list.warm', 'page-list.after-sign-in'],
  async run(context) {
    const { app } = await openDemo(context)
    context.note(
      'page-list: My day of a class teacher with an empty cache, with the service worker, and from the sign-in page (which fetches ahead while one types); the floor is the budget',
    )
    const loads: { cold: PageLoad; warm: PageLoad; signedIn: PageLoad }[] = []
    for (let run = 0; run < RUNS; run += 1)
      loads.push({
        cold: await cold(app.url),
        warm: await warm(app.url),
        signedIn: await afterSignIn(app.url),
      })
    const middle = (which: keyof (typeof loads)[number], name: keyof PageLoad): number =>
      percentile(
        loads.map((load) => load[which][name]),
        0.5,
      )
    return [
      timeLine('page-list', middle('cold', 'lcp'), BUDGET.lcp, { runs: RUNS }),
      timeLine('page-list.bytes', middle('cold', 'kb'), BUDGET.kb, { unit: 'KB' }),
      timeLine('page-list.blocking', middle('cold', 'blocking'), BUDGET.blocking),
      timeLine('page-list.warm', middle('warm', 'lcp'), BUDGET.warm, { runs: RUNS }),
      timeLine('page-list.after-sign-in', middle('signedIn', 'lcp'), BUDGET.lcp, { runs: RUNS }),
    ]
  },
}
