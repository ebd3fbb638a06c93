import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const require = createRequire(import.meta.url)

interface AxeResult {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[]
}

/** What axe-core finds against WCAG 2.2 AA and good practice, one line per element. */
export async function axeFaults(page: Page): Promise<string[]> {
  const source = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8')
  await page.evaluate(source)
  const result: AxeResult = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')
  return result.violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
  )
}

/** How far the page scrolls sideways, in px; 0 is right. */
export function sideScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}

/** Things to press that are smaller than a thumb needs (44 px); links within a sentence are exempt. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    for (const node of document.querySelectorAll('button, a[href], input, select, textarea, [role=tab]')) {
      const label = node.closest('label')
      const box = (label ?? node).getBoundingClientRect()
      const isHidden = box.width <= 1 || box.height <= 1 || getComputedStyle(node).visibility === 'hidden'
      if (!isHidden && (box.height < 43.5 || box.width < 43.5)) found.push(node.outerHTML.slice(0, 140))
    }
    return found
  })
}

/** Words on what is pressed that are torn apart, one letter below the other: it was squeezed. */
export function tornWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    for (const node of document.querySelectorAll('button, a[href]')) {
      const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT)
      while (texts.nextNode()) {
        const text = texts.currentNode
        for (const { 0: word, index } of (text.textContent ?? '').matchAll(/[A-Za-z]{2,12}/g)) {
          const range = document.createRange()
          range.setStart(text, index)
          range.setEnd(text, index + word.length)
          const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)))
          if (lines.size > 1) found.push(`${word} in ${node.outerHTML.slice(0, 140)}`)
        }
      }
    }
    return found
  })
}

/** What is wrong for the eye and the thumb. The link past the navigation shows with the keyboard only. */
export async function sizeFaults(page: Page): Promise<string[]> {
  const small = (await smallTargets(page)).filter((html) => !html.includes('href="#main"'))
  const side = await sideScroll(page)
  return [
    ...small.map((html) => `too small: ${html}`),
    ...(await tornWords(page)).map((word) => `torn apart: ${word}`),
    ...(side > 0 ? [`scrolls sideways by ${side}`] : []),
  ]
}

/** What is wrong with the page on screen for the eye, the thumb and the ear. */
export async function pageFaults(page: Page): Promise<string[]> {
  return [...(await axeFaults(page)), ...(await sizeFaults(page))]
}
