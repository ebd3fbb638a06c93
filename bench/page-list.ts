import { openBrowser } from '../e2e/browser.ts'
import { openDemo, signIn } from './lib/demo.ts'
import { timeLine, type Bench } from './lib/line.ts'
import { measureLoad, slowDown, watchPaints, type PageLoad } from './lib/page.ts'
import { percentile } from './lib/statistics.ts'

/** The first list after sign-in, with an empty cache and with the service worker. */
const BUDGET = { lcp: 2000, kb: 150, warm: 700, blocking: 150 } as const
const RUNS = 3
const rows = 'main li'

export const bench: Bench = {
  names: ['page-list', 'page-list.bytes', 'page-list.blocking', 'page-list.warm'],
  async run(context) {
    const { app } = await openDemo(context)
    context.note(
      'page-list: My day of a class teacher, cold after sign-in and with the service worker; the floor is the budget',
    )
    const cold: PageLoad[] = []
    const warm: PageLoad[] = []
    for (let run = 0; run < RUNS; run += 1) {
      const browser = await openBrowser('today')
      const { page } = browser
      try {
        await signIn(browser.context, app.url)
        await watchPaints(page)
        const cdp = await slowDown(page)
        const shown = (): Promise<unknown> => page.locator(rows).first().waitFor({ timeout: 120_000 })
        cold.push(await measureLoad(page, cdp, app.url, shown))
        await page.evaluate(() => navigator.serviceWorker.ready)
        warm.push(await measureLoad(page, cdp, app.url, shown))
      } finally {
        await browser.close()
      }
    }
    const middle = (loads: readonly PageLoad[], name: keyof PageLoad): number =>
      percentile(
        loads.map((load) => load[name]),
        0.5,
      )
    return [
      timeLine('page-list', middle(cold, 'lcp'), BUDGET.lcp, { runs: RUNS }),
      timeLine('page-list.bytes', middle(cold, 'kb'), BUDGET.kb, { unit: 'KB' }),
      timeLine('page-list.blocking', middle(cold, 'blocking'), BUDGET.blocking),
      timeLine('page-list.warm', middle(warm, 'lcp'), BUDGET.warm, { runs: RUNS }),
    ]
  },
}
