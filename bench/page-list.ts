import { openBrowser } from '../e2e/browser.ts'
import { DEMO_PASSWORD } from '#server/demo/parts/demo-school.ts'
import { openDemo, signIn } from './lib/demo.ts'
import { timeLine, type Bench } from './lib/line.ts'
import { measureLoad, measureMove, slowDown, watchPaints, type PageLoad } from './lib/page.ts'
import { percentile } from './lib/statistics.ts'

/** The first list after sign-in, with an empty cache and with the service worker. */
const BUDGET = { lcp: 2000, kb: 150, warm: 700, blocking: 150 } as const
const RUNS = 3
const rows = 'main li'
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
      () => page.locator(rows).first().waitFor({ timeout: 120_000 }),
    )
  } finally {
    await browser.close()
  }
}

export const bench: Bench = {
  names: ['page-list', 'page-list.bytes', 'page-list.blocking', 'page-list.warm', 'page-list.after-sign-in'],
  async run(context) {
    const { app } = await openDemo(context)
    context.note(
      'page-list: My day of a class teacher with an empty cache, with the service worker, and from the sign-in page (which fetches ahead while one types); the floor is the budget',
    )
    const cold: PageLoad[] = []
    const warm: PageLoad[] = []
    const signedIn: PageLoad[] = []
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
      signedIn.push(await afterSignIn(app.url))
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
      timeLine('page-list.after-sign-in', middle(signedIn, 'lcp'), BUDGET.lcp, { runs: RUNS }),
    ]
  },
}
