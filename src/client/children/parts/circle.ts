import { plural, t } from '@lingui/core/macro'
import type { CardSummary } from '#shared/cards/schema.ts'
import type { CareFile, Member } from '#shared/children/schema.ts'
import type { Sibling } from '#shared/family/schema.ts'
import type { PairingLine } from '#shared/pairing/schema.ts'
import { memberOfCarer } from '#shared/family/rules/ring.ts'
import { daysBetween } from '#client/lib/format.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { kinText } from '#client/lib/kin-words.ts'
import type { CirclePerson } from '#client/ui/care-circle.tsx'

/** Without a word for longer than this the line to somebody away has worn thin, in days. */
const wornAfter = 45
/** Circles in the picture, and how many of them at least are the family's. */
const most = 8
const leastFamily = 3
const mostSiblings = 2

/** The day of the last contact in which somebody was really reached. */
function lastReached(cards: readonly CardSummary[], who: string): string | undefined {
  return cards.find(
    ({ kind, reached, topics }) =>
      kind === 'parentContact' && reached && topics?.kind === 'parentContact' && topics.who === who,
  )?.heldOn
}

function noteOf(member: Member): string {
  if (member.state === 'unknown') return t`情况不明`
  if (!member.awayNow) return t`在家`
  return member.absences.find(({ to }) => to === null)?.place ?? t`在外`
}

type Line = CirclePerson['line']

/** One of the circle in a sentence: who, what is known of them, how near the line is. */
function sentence(label: string, note: string | undefined, line: Line): string {
  const who = note === undefined ? label : t`${label}（${note}）`
  if (line === 'close') return t`${who}在身边`
  if (line === 'apart') return t`${label}不能联系`
  if (line === 'helps') return who
  // Nothing is said of contacts that were not counted as worn: their reader may not see them.
  return line === 'worn' ? t`${who}最近没有联系上` : who
}

const person = (one: Omit<CirclePerson, 'text'>): CirclePerson => ({
  ...one,
  text: sentence(one.label, one.note, one.line),
})

const tones: Partial<Record<Line, CirclePerson['tone']>> = { worn: 'amber', apart: 'sand' }

/** What the picture shows beside the family and who keeps the file. */
export interface Around {
  siblings: readonly Sibling[]
  pairings: readonly PairingLine[]
}

const named = (name: string, list: readonly { name: string | null }[]): boolean =>
  list.some((one) => one.name === name)

/** Confirmed siblings who are not entered as family already; more than two become one circle. */
function siblingPeople(siblings: readonly Sibling[], members: readonly Member[]): CirclePerson[] {
  const others = siblings.filter(({ name }) => !named(name, members))
  if (others.length > mostSiblings) {
    const note = plural(others.length, { one: '# 个', other: '# 个' })
    return [
      person({
        id: 'siblings',
        label: t({ context: 'circle', message: '兄弟姐妹' }),
        note,
        line: 'close',
        tone: 'leaf',
      }),
    ]
  }
  return others.map(({ id, name, className }) =>
    person({
      id,
      label: name,
      note: className ?? t({ context: 'circle', message: '兄弟姐妹' }),
      line: 'close',
      tone: 'leaf',
    }),
  )
}

/** Grown-ups of running pairings each by themselves, classmates as one circle: who they are is for the list of pairings (H-15). */
function helperPeople(pairings: readonly PairingLine[], keeperId: string | null): CirclePerson[] {
  const running = pairings.filter(({ state }) => state === 'trial' || state === 'active')
  const members = running.flatMap((one) => one.members)
  const grownUps = members.filter(
    ({ part, personId }) => (part === 'teacher' || part === 'outside') && personId !== keeperId,
  )
  const unique = [...new Map(grownUps.map((one) => [one.personId, one])).values()]
  const pupils = new Map(
    members.flatMap(({ part, personId, name }) => (part === 'pupil' ? [[personId, name]] : [])),
  )
  const count = plural(pupils.size, { one: '# 个', other: '# 个' })
  const [only = ''] = pupils.values()
  return [
    ...unique.slice(0, 2).map(({ id, part, name }) =>
      person({
        id,
        label: part === 'teacher' ? t`老师` : t({ context: 'circle', message: '帮手' }),
        note: name,
        line: 'helps',
        tone: 'sea',
      }),
    ),
    ...(pupils.size === 0
      ? []
      : [
          person({
            id: 'classmates',
            label: t({ context: 'circle', message: '同学' }),
            note: pupils.size === 1 ? only : count,
            line: 'helps',
            tone: 'sea',
          }),
        ]),
  ]
}

/** Who is around this child: whoever cares now first, parents, then the teacher. Nobody who has died. */
export function circlePeople(
  file: Pick<CareFile, 'members' | 'carers' | 'carerNowId' | 'file'>,
  cards: readonly CardSummary[] | undefined,
  today: string,
  { siblings, pairings }: Around = { siblings: [], pairings: [] },
): CirclePerson[] {
  const carer = file.carers.find(({ id }) => id === file.carerNowId)
  const ofCarer = carer && memberOfCarer(carer, file.members)
  const people: CirclePerson[] = []
  // Leaders see that there was a contact, not with whom: nothing is said of a line then.
  const told = cards !== undefined && (cards.length === 0 || cards.some(({ level }) => level !== 'done'))
  if (carer !== undefined && carer.kind !== 'nobody' && carer.kind !== 'uncertain')
    people.push(
      person({
        id: carer.id,
        label: kinText(carer.relation),
        note: t`现在照顾`,
        line: 'close',
      }),
    )
  for (const member of file.members) {
    if (member.state === 'dead' || member === ofCarer) continue
    const last = lastReached(cards ?? [], member.relation)
    const worn =
      member.state === 'unknown' ||
      (member.awayNow && told && (last === undefined || daysBetween(last, today) > wornAfter))
    const line = member.noContact !== null ? 'apart' : worn ? 'worn' : member.awayNow ? 'far' : 'close'
    people.push(
      person({
        id: member.id,
        label: kinText(member.relation),
        note: line === 'apart' ? t`不能联系` : noteOf(member),
        line,
        tone: tones[line] ?? 'plain',
      }),
    )
  }
  const keeper = file.file?.keeperName ?? null
  const teacher =
    keeper === null
      ? []
      : [person({ id: 'keeper', label: t`老师`, note: keeper, line: 'helps', tone: 'sea' })]
  const others = [
    ...siblingPeople(siblings, file.members),
    ...helperPeople(pairings, file.file?.keeperId ?? null),
  ]
  const shown = others.slice(0, most - leastFamily - teacher.length)
  return [...people.slice(0, most - shown.length - teacher.length), ...shown, ...teacher]
}

/** The picture in words, for those who do not see it. */
export function circleLabel(name: string, people: readonly CirclePerson[]): string {
  if (people.length === 0) return t`${name}身边的人还没有登记`
  const count = plural(people.length, { one: '# 个人', other: '# 个人' })
  const list = joinWords(people.map(({ text }) => text))
  return t`${name}身边有 ${count}：${list}`
}
