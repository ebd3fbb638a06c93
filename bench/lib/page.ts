import type { CDPSession, Page } from 'playwright-core'
import { NETWORK } from './slow-line.ts'

const CPU_SLOWER = 4

export interface PageLoad {
  /** Largest contentful paint in ms from the start of navigation. */
  readonly lcp: number
  /** Bytes over the network until the page can be used, in KB (1000 bytes). */
  readonly kb: number
  /** Time in tasks over 50 ms beyond their first 50, in ms. */
  readonly blocking: number
}

/** A slow phone; its network, too, unless the line to the server is slow itself (slow-line.ts). */
export async function slowDown(page: Page, { network = true } = {}): Promise<CDPSession> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Network.enable')
  if (network) await cdp.send('Network.emulateNetworkConditions', NETWORK)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWER })
  return cdp
}

/** Runs in the page before anything else of it: remembers paints and long tasks. */
const WATCH = `
  globalThis.benchSeen = { lcp: 0, blocking: 0 }
  const watch = (type, each) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true })
  watch('largest-contentful-paint', (entry) => { benchSeen.lcp = entry.startTime })
  watch('longtask', (entry) => { benchSeen.blocking += Math.max(0, entry.duration - 50) })`

export const watchPaints = (page: Page): Promise<unknown> => page.addInitScript(WATCH)

/** Goes to a page and waits until `usable` holds and the network is quiet. */
export const measureLoad = (
  page: Page,
  cdp: CDPSession,
  url: string,
  usable: (page: Page) => Promise<unknown>,
): Promise<PageLoad> =>
  measureMove(page, cdp, () => page.goto(url, { waitUntil: 'commit', timeout: 120_000 }), usable)

/** The same for a page reached by `move`, such as pressing a button. */
export async function measureMove(
  page: Page,
  cdp: CDPSession,
  move: () => Promise<unknown>,
  usable: (page: Page) => Promise<unknown>,
): Promise<PageLoad> {
  let bytes = 0
  let before = 0
  let done = false
  const count = ({ encodedDataLength }: { encodedDataLength: number }): void => {
    bytes += encodedDataLength
    if (!done) before = bytes
  }
  cdp.on('Network.loadingFinished', count)
  await move()
  await usable(page)
  done = true
  await page.waitForLoadState('networkidle', { timeout: 120_000 })
  cdp.off('Network.loadingFinished', count)
  const seen = await page.evaluate<{ lcp: number; blocking: number }>('benchSeen')
  return { lcp: seen.lcp, kb: before / 1000, blocking: seen.blocking }
}
