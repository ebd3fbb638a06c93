/** Stands inline in the sign-in page, which needs nothing else: no framework, no second request. */
import { rememberDay } from '#client/lib/first-list.ts'
import { words, type Language } from './sign-in-words.ts'

type Word = keyof (typeof words)['en']

const isWord = (name: string): name is Word => name in words.en

function element<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.querySelector(`#${id}`)
  if (!(found instanceof kind)) throw new Error(id)
  return found
}

const form = element('password-form', HTMLFormElement)
const codeForm = element('code-form', HTMLFormElement)
const username = element('username', HTMLInputElement)
const password = element('password', HTMLInputElement)
const code = element('code', HTMLInputElement)
const reveal = element('reveal', HTMLButtonElement)
const otherWay = element('other-way', HTMLButtonElement)
const otherLanguage = element('language', HTMLButtonElement)

function startLanguage(): Language {
  let stored: string | null = null
  try {
    stored = localStorage.getItem('locale')
  } catch {
    // Storage is blocked: the browser's language decides.
  }
  if (stored === 'zh-CN' || stored === 'en') return stored
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

/** The frame in an open page whose session has ended (shell/sign-in-again.ts): it is told what happens, and goes on itself. */
const frame = window.frameElement

let language = startLanguage()
const word = (name: Word): string => words[language][name]

/** What went wrong last, so that it changes language with the page. */
const shown = new Map<string, () => string>()

function showError(
  id: 'error' | 'code-error',
  text: (() => string) | undefined,
  ...inputs: HTMLInputElement[]
): void {
  shown.set(id, text ?? (() => ''))
  element(id, HTMLElement).textContent = text?.() ?? ''
  for (const input of inputs) input.setAttribute('aria-invalid', String(text !== undefined))
}

function speak(): void {
  document.documentElement.lang = language
  document.title = word('title')
  for (const node of document.querySelectorAll<HTMLElement>('[data-text]')) {
    const name = node.dataset['text'] ?? ''
    if (isWord(name)) node.textContent = word(name)
  }
  reveal.textContent = word(password.type === 'password' ? 'show' : 'hide')
  otherLanguage.textContent = word('other')
  otherLanguage.lang = language === 'en' ? 'zh-CN' : 'en'
  for (const [id, text] of shown) element(id, HTMLElement).textContent = text()
}

interface Answer {
  status: number
  body: {
    code?: string
    twoFactorRedirect?: boolean
    hasDay?: boolean
    params?: { until?: string }
    error?: Answer['body']
  }
}

async function send(path: string, body: object): Promise<Answer> {
  const response = await fetch(path, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  })
  const parsed = (await response.json().catch(() => null)) as Answer['body'] | null
  return { status: response.status, body: parsed?.error ?? parsed ?? {} }
}

function clock(until: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(new Date(until))
}

/** The sentence for an answer that is no success. */
function sentence({ status, body }: Answer, wrong: Word): () => string {
  const until = body.params?.until
  if (body.code === 'account-locked' && until !== undefined)
    return () => word('locked').replace('{time}', clock(until))
  if (body.code === 'used-code') return () => word('usedCode')
  if (status === 429 || body.code === 'too-many-requests') return () => word('tooMany')
  if (status >= 502 && status <= 504) return () => word('restarting')
  if (status >= 500) return () => word('failed')
  return () => word(wrong)
}

/** Only a path of this server may follow, as the browser will read it: it leaves out tabs and line ends (`/⇥/elsewhere`). */
function destination(): string {
  const wanted = new URLSearchParams(location.search).get('next') ?? '/'
  try {
    const { origin, href } = new URL(wanted, location.origin)
    return wanted.startsWith('/') && origin === location.origin ? href : '/'
  } catch {
    return '/'
  }
}

/** The app asks for the first list before it knows who is here: not for somebody who has none. */
async function enter({ body }: Answer): Promise<void> {
  await rememberDay(body.hasDay !== false)
  if (frame === null) location.assign(destination())
  else frame.dispatchEvent(new Event('signed-in'))
}

let busy = false

async function whileBusy(
  button: HTMLButtonElement | null,
  work: () => Promise<void>,
  failed: () => void,
): Promise<void> {
  if (busy || button === null) return
  busy = true
  button.setAttribute('aria-disabled', 'true')
  const text = button.textContent
  button.textContent = word('busy')
  try {
    await work()
  } catch {
    failed()
  }
  busy = false
  button.removeAttribute('aria-disabled')
  button.textContent = text
}

async function signIn(): Promise<void> {
  const answer = await send('/api/auth/sign-in/username', {
    username: username.value.trim(),
    password: password.value,
  })
  if (answer.status === 200 && answer.body.twoFactorRedirect === true) {
    form.hidden = true
    codeForm.hidden = false
    code.focus()
  } else if (answer.status === 200) {
    await enter(answer)
  } else {
    showError('error', sentence(answer, 'wrong'), username, password)
    password.select()
  }
}

/** The minutes between password and code are over: both are asked for again. */
function startAgain(): void {
  codeForm.hidden = true
  form.hidden = false
  takeWay(ways.totp)
  showError('error', () => word('codeOver'))
  password.select()
}

/** How the second step is answered: by the phone's digits, or by a code from paper. */
interface Way {
  path: string
  label: Word
  help: Word
  other: Word
  missing: Word
  wrong: Word
  inputMode: string
  autocomplete: AutoFill
  maxLength: number
  /** What is sent, or nothing while the code cannot be right. */
  read: (typed: string) => string | undefined
}

const ways: Record<'totp' | 'backup', Way> = {
  totp: {
    path: '/api/auth/two-factor/verify-totp',
    label: 'code',
    help: 'codeHelp',
    other: 'useBackup',
    missing: 'needCode',
    wrong: 'wrongCode',
    inputMode: 'numeric',
    autocomplete: 'one-time-code',
    maxLength: 7,
    read: (typed) => {
      const digits = typed.replaceAll(/\D/g, '')
      return digits.length === 6 ? digits : undefined
    },
  },
  backup: {
    path: '/api/auth/two-factor/verify-backup-code',
    label: 'backup',
    help: 'backupHelp',
    other: 'useCode',
    missing: 'needBackup',
    wrong: 'wrongBackup',
    inputMode: 'text',
    autocomplete: 'off',
    maxLength: 20,
    // The hyphen in the middle is for the eye; whoever copies from paper may leave it out.
    read: (typed) =>
      /^(\w{5})(\w{5})$/
        .exec(typed.replaceAll(/[^a-z0-9]/gi, ''))
        ?.slice(1)
        .join('-'),
  },
}

let way = ways.totp

function takeWay(next: Way): void {
  way = next
  code.value = ''
  code.inputMode = way.inputMode
  code.autocomplete = way.autocomplete
  code.maxLength = way.maxLength
  for (const [id, name] of [
    ['code-label', way.label],
    ['code-help', way.help],
    ['other-way', way.other],
  ] as const)
    element(id, HTMLElement).dataset['text'] = name
  showError('code-error', undefined, code)
  speak()
}

async function confirmCode(): Promise<void> {
  const answer = await send(way.path, { code: way.read(code.value) })
  if (answer.status === 200) return enter(answer)
  if (answer.body.code === 'unauthenticated') return startAgain()
  showError('code-error', sentence(answer, way.wrong), code)
  code.select()
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  if (username.value.trim() === '' || password.value === '') {
    showError('error', () => word('needBoth'), username, password)
    ;(username.value.trim() === '' ? username : password).focus()
    return
  }
  showError('error', undefined, username, password)
  void whileBusy(form.querySelector('.go'), signIn, () => showError('error', () => word('offline')))
})

codeForm.addEventListener('submit', (event) => {
  event.preventDefault()
  if (way.read(code.value) === undefined) return showError('code-error', () => word(way.missing), code)
  showError('code-error', undefined, code)
  void whileBusy(codeForm.querySelector('.go'), confirmCode, () =>
    showError('code-error', () => word('offline')),
  )
})

otherWay.addEventListener('click', () => {
  takeWay(way === ways.totp ? ways.backup : ways.totp)
  code.focus()
})

reveal.addEventListener('click', () => {
  const hidden = password.type === 'password'
  password.type = hidden ? 'text' : 'password'
  reveal.setAttribute('aria-pressed', String(hidden))
  speak()
})

otherLanguage.addEventListener('click', () => {
  language = language === 'en' ? 'zh-CN' : 'en'
  try {
    localStorage.setItem('locale', language)
  } catch {
    // Storage is blocked: the choice holds for this page.
  }
  speak()
})

/** While the person types, the app's files come into the browser's cache. */
function prefetch(): void {
  const files = JSON.parse(element('files', HTMLScriptElement).textContent || '{}') as Record<
    string,
    string[]
  >
  for (const href of [...(files['app'] ?? []), ...(files[language] ?? [])]) {
    const link = document.createElement('link')
    link.rel = 'prefetch'
    link.as = 'script'
    link.href = href
    document.head.append(link)
  }
}

/** Whoever comes back to this page with the back button finds nobody's password in it (H-26). */
addEventListener('pagehide', () => {
  password.value = ''
  code.value = ''
})
addEventListener('pageshow', (event: PageTransitionEvent) => event.persisted && location.reload())

/** Why the person stands here, when it is not just to sign in. */
function notice(): Word | undefined {
  if (document.documentElement.dataset['fresh'] !== undefined) return 'fresh'
  if (frame !== null) return 'again'
  const why = new URLSearchParams(location.search).get('why')
  return why === 'draft' || why === 'expired' ? why : undefined
}

/** Whoever was there need not type the name again; somebody else may. */
function standInFrame(host: Element): void {
  username.value = host.getAttribute('data-username') ?? ''
  otherLanguage.hidden = true
  element('leave-line', HTMLElement).hidden = false
  element('leave', HTMLButtonElement).addEventListener('click', () => host.dispatchEvent(new Event('leave')))
}

if (frame !== null) standInFrame(frame)
const reason = notice()
if (reason !== undefined) shown.set('notice', () => word(reason))
speak()
if (frame === null) addEventListener('load', () => setTimeout(prefetch, 300), { once: true })
