import { ask, firstQuestions } from '#client/lib/first-list.ts'

/** Every page has asked its first questions long before. */
const KEPT_MS = 10_000

interface Opening {
  readonly page: string
  readonly since: number
  readonly addresses: readonly string[]
  readonly answers: Promise<Map<string, Promise<Response>>>
}

let opening: Opening | undefined

/** Asks what a page will ask first, while it is still being opened; each answer is for that page alone, once (H-26). */
export function askAhead(page: string, pathname: string, hasDay: Promise<boolean>): Promise<unknown> {
  const answers = hasDay.then(
    (has) =>
      new Map(
        firstQuestions(pathname, has).map((address) => {
          const answer = ask(address)
          // Whoever takes the answer hears of a failure.
          answer.catch(() => undefined)
          return [address, answer]
        }),
      ),
  )
  opening = { page, since: Date.now(), addresses: firstQuestions(pathname, true), answers }
  return answers
}

/**
 * The answer to a first question of the page that asks. What it did not take is given to nobody: somebody else may have signed
 * in on it since, whom its later questions name.
 */
export function takeAhead(request: Request, page: string): Promise<Response> | undefined {
  if (request.method !== 'GET' || request.headers.has('x-person')) return undefined
  const { pathname, search } = new URL(request.url)
  const address = pathname + search
  if (opening?.page !== page || !opening.addresses.includes(address)) return undefined
  if (Date.now() - opening.since > KEPT_MS) return undefined
  return opening.answers.then((answers) => {
    const answer = answers.get(address)
    answers.delete(address)
    return answer ?? fetch(request)
  })
}
