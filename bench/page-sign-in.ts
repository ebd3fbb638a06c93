import { openBrowser } from '../e2e/browser.ts'
import { openDemo } from './lib/demo.ts'
import { timeLine, type Bench } from './lib/line.ts'
import { measureLoad, slowDown, watchPaints, type PageLoad } from './lib/page.ts'
import { percentile } from './lib/statistics.ts'

/** The page people wait for first; a plain PHP school system takes 72 KB and 1370 ms for it. */
const BUDGET = { lcp: 1300, kb: 60, blocking: 150 } as const
const RUNS = 3

export const bench: Bench = {
  names: ['page-sign-in', 'page-sign-in.bytes', 'page-sign-in.blocking'],
  async run(context) {
    const { app } = await openDemo(context)
    context.note('page-sign-in: empty cache, slow phone on a slow network; the floor is the budget')
    const loads: PageLoad[] = []
    for (let run = 0; run < RUNS; run += 1) {
      const browser = await openBrowser('today')
      try {
        await watchPaints(browser.page)
        const cdp = await slowDown(browser.page)
        loads.push(
          await measureLoad(browser.page, cdp, `${app.url}/sign-in`, (page) =>
            page.locator('input[type=password]').waitFor(),
          ),
        )
      } finally {
        await browser.close()
      }
    }
    const middle = (name: keyof PageLoad): number =>
      percentile(
        loads.map((load) => load[name]),
        0.5,
      )
    return [
      timeLine('page-sign-in', middle('lcp'), BUDGET.lcp, { runs: RUNS }),
      timeLine('page-sign-in.bytes', middle('kb'), BUDGET.kb, { unit: 'KB' }),
      timeLine('page-sign-in.blocking', middle('blocking'), BUDGET.blocking),
    ]
  },
}
