/**
 * Stands inline in the app's page and runs before anything else has arrived: sets the language, asks the server
 * for what the first screen shows, and names the files that screen will need, all in the first round trip.
 */
import { ask, firstQuestions, isDayKnownMissing } from '#client/lib/first-list.ts'

function language(): string {
  try {
    const stored = localStorage.getItem('locale')
    if (stored !== null) return stored
  } catch {
    // Storage is blocked: the browser's language decides.
  }
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

function preload(href: string): void {
  const link = document.createElement('link')
  link.rel = 'modulepreload'
  link.href = href
  document.head.append(link)
}

const locale = language()
document.documentElement.lang = locale

const questions = firstQuestions(location.pathname, !isDayKnownMissing())
if (questions.length > 0) {
  window.early = {}
  for (const address of questions) {
    const answer = ask(address)
    // Whoever takes the answer hears of a failure; until then it must not count as unhandled.
    answer.catch(() => undefined)
    window.early[address] = answer
  }
}

const files = JSON.parse(document.querySelector('#files')?.textContent ?? '{}') as Record<string, string[]>
for (const file of [...(location.pathname === '/' ? (files['app'] ?? []) : []), ...(files[locale] ?? [])])
  preload(file)
