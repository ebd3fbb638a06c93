import { pinyin } from 'pinyin-pro'

export interface SearchKeys {
  /** Every 1- and 2-character gram of the name, and the beginnings of its pinyin and initials from every syllable on. */
  readonly grams: string[]
  /** Full pinyin without tones or blanks: linxiaoman; ü is v. */
  readonly pinyin: string
  /** lxm. */
  readonly initials: string
}

const LATIN = /^[a-z]$/
const LETTER = /^[\p{L}\p{Nl}\p{Co}]$/u

/** Lower case, usual width, letters only: what searching looks at (K-73). */
function lettersOf(text: string): string[] {
  return [...text.normalize('NFKC').toLowerCase().replaceAll('ü', 'v')].filter((letter) =>
    LETTER.test(letter),
  )
}

/** One- and two-letter grams of the letters that are no Latin ones. */
function gramsOf(letters: readonly string[]): string[] {
  return letters.flatMap((letter, at) => {
    const next = letters[at + 1]
    return next === undefined ? [letter] : [letter, letter + next]
  })
}

/** Syllables of a name: the pinyin of each Chinese character, a Latin word as one. */
function syllablesOf(name: string): string[] {
  const letters = pinyin(name.normalize('NFKC').replaceAll('·', ''), {
    toneType: 'none',
    type: 'array',
    surname: 'head',
    v: true,
  })
  const syllables: string[] = []
  let word = ''
  for (const piece of letters) {
    const lower = piece.toLowerCase()
    if (LATIN.test(lower) && piece.length === 1 && name.includes(piece)) {
      word += lower
      continue
    }
    if (word !== '') syllables.push(word)
    word = ''
    if (/^[a-z]+$/.test(lower)) syllables.push(lower)
  }
  return word === '' ? syllables : [...syllables, word]
}

function beginnings(text: string): string[] {
  return Array.from({ length: text.length }, (_, at) => text.slice(0, at + 1))
}

/** What a name can be found by: characters, pinyin and initials; surnames read as surnames (单 = shan). */
export function searchKeys(name: string): SearchKeys {
  const syllables = syllablesOf(name)
  const full = syllables.join('')
  const initials = syllables.map((one) => one.charAt(0)).join('')
  const grams = new Set(gramsOf(lettersOf(name).filter((letter) => !LATIN.test(letter))))
  for (let at = 0; at < syllables.length; at++) {
    const rest = syllables.slice(at).join('')
    // Passports and many keyboards write ü as u.
    for (const spelling of new Set([rest, rest.replaceAll('v', 'u')]))
      for (const one of beginnings(spelling)) grams.add(one)
    for (const one of beginnings(initials.slice(at))) grams.add(one)
  }
  return { grams: [...grams], pinyin: full, initials }
}

/** The grams a query must find all of; undefined when it holds nothing to search for. */
export function searchTokens(query: string): string[] | undefined {
  const letters = lettersOf(query)
  const runs: { latin: boolean; letters: string[] }[] = []
  for (const letter of letters) {
    const latin = LATIN.test(letter)
    const last = runs.at(-1)
    if (last?.latin === latin) last.letters.push(letter)
    else runs.push({ latin, letters: [letter] })
  }
  const tokens = runs.flatMap((run) => {
    if (run.latin) return [run.letters.join('')]
    const pairs = run.letters.slice(0, -1).map((letter, at) => letter + (run.letters[at + 1] ?? ''))
    return pairs.length > 0 ? pairs : run.letters
  })
  return tokens.length > 0 ? tokens : undefined
}

/**
 * People as the children stand on their list: by pinyin, surnames read as surnames. What `first` gives comes before the name:
 * lower numbers stand in front.
 */
export function byPinyin<P extends { readonly name: string | null }>(
  people: readonly P[],
  first: (person: P) => number = () => 0,
): P[] {
  return people
    .map((person) => ({ person, place: first(person), key: searchKeys(person.name ?? '').pinyin }))
    .sort((a, b) => a.place - b.place || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ person }) => person)
}
