/**
 * Stands inline in the app's page and runs before anything else has arrived: sets the language, asks the server
 * for what the first screen shows, and names the files that screen will need, all in the first round trip.
 */
const firstQuestions: Record<string, readonly string[]> = { '/': ['/api/my-day'] }

/** Whoever was here last has no list of the day (lib/first-list.ts). */
function hasNoDay(): boolean {
  try {
    return localStorage.getItem('noDay') !== null
  } catch {
    return false
  }
}

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

const signedIn = !/^\/(ui|setup)(\/|$)/.test(location.pathname)
if (signedIn) {
  window.early = {}
  for (const address of ['/api/session', ...(hasNoDay() ? [] : (firstQuestions[location.pathname] ?? []))]) {
    const answer = fetch(address, { credentials: 'same-origin', headers: { accept: 'application/json' } })
    // Whoever takes the answer hears of a failure; until then it must not count as unhandled.
    answer.catch(() => undefined)
    window.early[address] = answer
  }
}

const files = JSON.parse(document.querySelector('#files')?.textContent ?? '{}') as Record<string, string[]>
for (const file of [...(location.pathname === '/' ? (files['app'] ?? []) : []), ...(files[locale] ?? [])])
  preload(file)

export {}
