// The pictures of docs/guide: a fresh school is set up and the demo is looked through, in both languages.
// After `npm start` has built the pages once: node scripts/guide-pictures.ts [set-up|demo]
// Then, to a third of the size: mogrify -colors 128 -define png:compression-level=9 docs/guide/images/*.png
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { makeFolders, startAppServer, type AppServer } from '../e2e/app-server.ts'
import { languages, openBrowser, speak, type Language, type OpenBrowser } from '../e2e/browser.ts'
import { totpOf } from '../e2e/totp.ts'

const OUT = join(import.meta.dirname, '../docs/guide/images')
const SAMPLES = join(import.meta.dirname, '../src/server/testing/samples')
/** A Tuesday in term for the demo: the month ends within its week. Its pictures change only with the screens. */
const NOW = '2026-11-24T02:00:00.000Z'
const DEMO_PASSWORD = 'Qinghe-2468'
const FIRST_PASSWORD = 'Liuhe-2026-xia'

const talks: Record<Language, readonly [place: string, topic: string, mood: string, words: string]> = {
  'zh-CN': ['教室', '学习', '开心', '画被老师贴在墙上，很高兴。'],
  en: ['Classroom', 'study', 'Cheerful', 'The drawing is on the wall now: proud of it.'],
}

const suffix: Record<Language, string> = { 'zh-CN': '', en: '.en' }

interface Shot {
  readonly wide?: boolean
  /** Of the window; a window as high as the page keeps the bar at its foot. */
  readonly height?: number
  /** Done after the page is there, in each language: what a reload forgets. */
  readonly before?: (language: Language) => Promise<void>
}

/** Takes the screen that is open in both languages. */
async function picture(
  page: Page,
  name: string,
  { wide = false, height = wide ? 860 : 740, before }: Shot = {},
): Promise<void> {
  await page.setViewportSize({ width: wide ? 1280 : 360, height })
  for (const language of [...languages].reverse()) {
    await speak(page, language)
    await page.waitForTimeout(300)
    await before?.(language)
    await page.waitForTimeout(500)
    const path = join(OUT, `${name}${suffix[language]}.png`)
    await page.screenshot({ path })
    process.stdout.write(`${path}\n`)
  }
}

async function withServer(
  options: Parameters<typeof startAppServer>[1],
  work: (server: AppServer, open: OpenBrowser) => Promise<void>,
): Promise<void> {
  const folders = makeFolders()
  try {
    const server = await startAppServer(folders, options)
    const open = await openBrowser('today')
    open.page.setDefaultTimeout(20_000)
    try {
      await work(server, open)
    } finally {
      await open.close()
      await server.stop()
    }
  } finally {
    folders.remove()
  }
}

async function signIn(server: AppServer, { context, page }: OpenBrowser, username: string): Promise<void> {
  await context.clearCookies()
  await page.goto(`${server.url}/sign-in`)
  await page.locator('input[name=username]').fill(username)
  await page.locator('input[name=password]').fill(DEMO_PASSWORD)
  await page.locator('input[name=password]').press('Enter')
  await page.waitForURL(`${server.url}/`)
  await page.getByRole('heading', { level: 1 }).waitFor()
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const link = (page: Page, name: string | RegExp) =>
  page.getByRole('link', { name }).or(button(page, name)).first()

/** Set-up, calendar, plan and roster of a fresh school. */
async function setUp(server: AppServer, open: OpenBrowser): Promise<void> {
  const { page } = open
  const values = ['青禾中心学校', '许知远', '许知远', 'xu.zhiyuan', FIRST_PASSWORD]
  await page.goto(server.setupLink ?? 'about:blank')
  await picture(page, 'set-up', {
    height: 1080,
    before: async () => {
      for (const [index, value] of values.entries()) await page.locator('form input').nth(index).fill(value)
    },
  })
  await button(page, /建立学校/).click()
  await confirmSecondFactor(page)
  await prepareCalendar(server, page)
  await choosePlan(server, page)
  await importRoster(server, page)
  await page.goto(`${server.url}/start`)
  await picture(page, 'start', { height: 1080 })
}

async function confirmSecondFactor(page: Page): Promise<void> {
  const enabled = page.waitForResponse(/two-factor\/enable/)
  await button(page, /装好了/).click()
  const { totpURI } = (await (await enabled).json()) as { totpURI: string }
  await page.locator('input[type=checkbox]').check({ force: true })
  await page.locator('input[inputmode=numeric]').fill(totpOf(totpURI, Date.now()))
  await button(page, '确认').click()
  await page.waitForURL(/\/start$/)
}

async function prepareCalendar(server: AppServer, page: Page): Promise<void> {
  await link(page, /填学年和学期/).click()
  await button(page, '保存学年和学期').click()
  await page.getByText(/\d{4}年9月1日至\d{4}年8月31日/).waitFor()
  await page.goto(`${server.url}/start`)
  await link(page, /确认假期/).click()
  await button(page, /定下这/).click()
  await page.getByText('国庆节').first().waitFor()
}

async function choosePlan(server: AppServer, page: Page): Promise<void> {
  await page.goto(`${server.url}/start/plan`)
  await picture(page, 'plans')
  await picture(page, 'plan', {
    before: async () => {
      await page.locator('main li:has(h3)').nth(2).getByRole('button').click()
      await page.locator('select').first().selectOption('ruralUnder16')
      await page.locator('[role=dialog], [role=dialog] *').evaluateAll((nodes) => {
        for (const node of nodes) node.scrollTop = 0
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      })
    },
  })
  await button(page, '采用这个方案').click()
  await page.getByText('农村、未满16周岁').first().waitFor()
}

async function importRoster(server: AppServer, page: Page): Promise<void> {
  await upload(server, page, 'roster-messy.xlsx')
  await button(page, /^导入 \d+ 个学生/).waitFor()
  await picture(page, 'roster', { height: 1080 })
  await picture(page, 'roster-wide', { wide: true })
  await upload(server, page, 'roster-clean.xlsx')
  await button(page, /^导入 743 个学生/).click()
  await page.getByText('今天名单上有多少孩子').waitFor()
  await picture(page, 'roster-done', { height: 1000 })
}

async function upload(server: AppServer, page: Page, sample: string): Promise<void> {
  await page.goto(`${server.url}/roster`)
  await page.locator('input[type=file]').setInputFiles(join(SAMPLES, sample))
}

/** What a class teacher and a principal see in the demo. */
async function lookThrough(server: AppServer, open: OpenBrowser): Promise<void> {
  const { page } = open
  await page.goto(`${server.url}/sign-in`)
  await picture(page, 'sign-in')
  await takeAuditPicture(server, open)
  await signIn(server, open, 'teacher5')
  const child = await classTeacher(server, page)
  await signIn(server, open, 'principal')
  await principal(server, page, child)
}

/** Two people look at files before anything else fills the log. */
async function takeAuditPicture(server: AppServer, open: OpenBrowser): Promise<void> {
  const { page } = open
  await signIn(server, open, 'teacher5')
  const hrefs = await page
    .locator('main li a[href^="/children/"]')
    .evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute('href') ?? ''))])
  for (const href of hrefs.slice(0, 3)) {
    await page.goto(`${server.url}${href}`)
    await page.getByRole('tab').nth(1).click()
  }
  await page
    .getByRole('button', { name: /看完整的/ })
    .first()
    .click()
  await page.getByText('打电话', { exact: true }).last().click()
  await page.getByRole('dialog').getByRole('button', { name: '看完整的' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await signIn(server, open, 'counsellor')
  await page.goto(`${server.url}${hrefs[1]}`)
  await page.getByRole('tab').first().waitFor()
  await signIn(server, open, 'principal')
  await page.goto(`${server.url}/audit`)
  await picture(page, 'audit')
}

/** Returns the child whose file is opened. */
async function classTeacher(server: AppServer, page: Page): Promise<string> {
  await picture(page, 'my-day')
  await picture(page, 'call', {
    before: () =>
      page
        .getByRole('main')
        .getByRole('button', { name: /拨打|打电话|^Call/ })
        .first()
        .click(),
  })
  await page.goto(`${server.url}/week`)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await picture(page, 'week', { height: 1000 })
  await page.goto(`${server.url}/`)
  const talk = page.locator('a[href*="kind=talk"]').first()
  const child = new URL((await talk.getAttribute('href')) ?? '', server.url).searchParams.get('child') ?? ''
  await talk.click()
  await page.waitForURL(/\/cards\/new/)
  await picture(page, 'talk', { height: 1440, before: (language) => fillTalk(page, language) })
  await page.goto(`${server.url}/children/${child}`)
  await picture(page, 'child', { height: 1180 })
  const openRecord = async (): Promise<void> => {
    await page.getByRole('tab').nth(2).click()
    await page.locator('main details summary').last().click()
    await page
      .getByRole('tab')
      .nth(2)
      .evaluate((node) => node.scrollIntoView())
  }
  await picture(page, 'why', { height: 1180, before: openRecord })
  return child
}

async function fillTalk(page: Page, language: Language): Promise<void> {
  const again = page.getByRole('button', { name: /不要了，重新写|Discard and begin again/ })
  if (await again.isVisible()) await again.click()
  const [place, topic, mood, words] = talks[language]
  for (const choice of [place, topic, mood])
    await page
      .getByText(new RegExp(`^${choice}$`, 'i'))
      .first()
      .click()
  await page.locator('textarea').first().fill(words)
  await page.locator('h1').click()
  await page.evaluate(() => scrollTo(0, 0))
}

async function principal(server: AppServer, page: Page, child: string): Promise<void> {
  await page.goto(`${server.url}/figures`)
  await picture(page, 'board', { height: 1180 })
  await picture(page, 'board-wide', { wide: true, height: 1000 })
  await page.goto(`${server.url}/children`)
  await picture(page, 'children')
  await picture(page, 'children-wide', { wide: true })
  await page.goto(`${server.url}/children/${child}`)
  await picture(page, 'child-wide', { wide: true, height: 1000 })
  await page.goto(`${server.url}/children/definitions`)
  await picture(page, 'definitions', { height: 1000 })
  await page.goto(`${server.url}/tasks`)
  await picture(page, 'calendar-wide', { wide: true, height: 1000 })
  await page.goto(`${server.url}/cover`)
  await picture(page, 'cover')
}

/** Three phones in a row, for the first screen of the README. */
async function overview(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1200, height: 788 })
  for (const language of languages) {
    const shots = await Promise.all(
      ['my-day', 'talk', 'board'].map((name) =>
        readFile(join(OUT, `${name}${suffix[language]}.png`), 'base64'),
      ),
    )
    const phones = shots.map((shot) => `<i style="background-image:url(data:image/png;base64,${shot})"></i>`)
    await page.setContent(
      `<style>body{margin:0;padding:24px;display:flex;justify-content:space-between;background:#e9efed}
       i{width:360px;height:740px;border-radius:18px;background-size:360px auto;box-shadow:0 2px 14px #0003}</style>${phones.join('')}`,
    )
    await page.waitForTimeout(300)
    await page.screenshot({ path: join(OUT, `overview${suffix[language]}.png`) })
  }
}

await mkdir(OUT, { recursive: true })
const only = process.argv[2]
if (only !== 'demo') await withServer({}, setUp)
if (only !== 'set-up')
  await withServer({ now: NOW, args: ['--demo'] }, async (server, open) => {
    await lookThrough(server, open)
    await overview(open.page)
  })
