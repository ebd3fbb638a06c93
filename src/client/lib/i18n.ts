import { i18n, type Messages } from '@lingui/core'

export const locales = ['zh-CN', 'en'] as const
export type Locale = (typeof locales)[number]

/** The catalogue every screen needs; the others carry the name of their feature's folder. */
const baseName = 'base'
/** What forms say about their fields (field-text.ts): of every screen but the first list, and of what opens from that. */
const fieldsName = 'fields'
const firstList = 'duties'

const loaders = import.meta.glob<{ messages: Messages }>('../locales/*/*.po')
const wanted = new Set<string>([baseName])

const isLocale = (value: unknown): value is Locale => locales.some((locale) => locale === value)

/** What was chosen on this device; nothing where storage is blocked. */
function storedChoice(): string | null {
  try {
    return localStorage.getItem('locale')
  } catch {
    return null
  }
}

function remember(locale: Locale): void {
  try {
    localStorage.setItem('locale', locale)
  } catch {
    // Storage is blocked: the choice holds until the page is closed.
  }
}

/** The person's own choice, else the choice made on this device, else the browser's language. */
export function preferredLocale(own?: string | null): Locale {
  if (isLocale(own)) return own
  const stored = storedChoice()
  if (isLocale(stored)) return stored
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

async function messagesOf(locale: Locale, name: string): Promise<Messages> {
  const load = loaders[`../locales/${locale}/${name}.po`]
  return load === undefined ? {} : (await load()).messages
}

/** The language being switched to; what is loaded meanwhile is loaded in it. */
let target: Locale = preferredLocale()
const loading = new Map<string, Promise<void>>()

/** Loads the words of a feature's screen in the language in use; called through `screen()`. */
export async function loadScreenWords(feature: string): Promise<void> {
  await Promise.all([loadWords(feature), feature !== firstList && loadFieldWords()])
}

/** Loads what forms say about their fields; called for each part of a screen that is fetched later, through `lazyPart()`. */
export const loadFieldWords = (): Promise<void> => loadWords(fieldsName)

function loadWords(name: string): Promise<void> {
  const load = async (locale: Locale): Promise<void> => i18n.load(locale, await messagesOf(locale, name))
  const begun = loading.get(name) ?? load(target)
  wanted.add(name)
  loading.set(name, begun)
  // What did not arrive is asked for again the next time.
  begun.catch(() => loading.delete(name))
  return begun
}

/** Switches the language of everything that is on screen, and remembers it on this device. */
export async function switchLocale(locale: Locale): Promise<void> {
  target = locale
  await Promise.all([...wanted].map(async (name) => i18n.load(locale, await messagesOf(locale, name))))
  i18n.activate(locale)
  remember(locale)
  document.documentElement.lang = locale
}

/** The language in use. */
export const currentLocale = (): Locale => preferredLocale(i18n.locale)
