import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import type { CareFile } from '#shared/children/schema.ts'
import { useSession } from '#client/lib/session.ts'
import { CareCircle } from '#client/ui/care-circle.tsx'
import { PageHeader } from '#client/ui/page.tsx'
import { childPairingsQuery, siblingsQuery, timelineQuery } from '../queries.ts'
import { circleLabel, circlePeople } from './circle.ts'
import { ClearsChip } from './clears.tsx'
import { sexText } from './words.ts'

/** Given name alone for the middle of the picture: 林小满 → 小满. */
const givenName = (name: string): string => (/^\p{Script=Han}{3}$/u.test(name) ? name.slice(1) : name)

/** The picture of who is around. */
export function Circle({ file }: { file: CareFile }) {
  const { t } = useLingui()
  const { today } = useSession().school
  const line = useInfiniteQuery(timelineQuery(file.basics.id))
  const cards = line.data?.pages
    .flatMap((page) => page.items)
    .flatMap((item) => (item.type === 'card' ? [item.card] : []))
  const { id } = file.basics
  const siblings = useQuery(siblingsQuery(id)).data?.siblings ?? []
  const pairings = useQuery(childPairingsQuery(id)).data?.pairings ?? []
  const people = circlePeople(file, cards, today, { siblings, pairings })
  if (people.length === 0) return null
  const { name } = file.basics
  return (
    <CareCircle
      center={givenName(name)}
      people={people}
      label={circleLabel(name, people)}
      listLabel={t`看成一张名单`}
      legend={{ close: t`在身边`, far: t`不在身边`, worn: t`很久没联系上`, helps: t`帮着的人` }}
    />
  )
}

/** Name, age, class, and how clear the file is. */
export function Header({ file }: { file: CareFile }) {
  const { t } = useLingui()
  const { basics } = file
  const age = basics.age
  const boarding = basics.boarding === null ? '' : basics.boarding ? t`住校` : t`走读`
  const facts = [sexText(basics.sex), t`${age} 岁`, basics.className ?? '', boarding]
  return (
    <PageHeader
      back={{ link: { to: '/children' }, label: <Trans>孩子</Trans> }}
      title={basics.name}
      tab={t`孩子`}
      below={facts
        .filter((part) => part !== '')
        .map((part, at) => (
          <Fragment key={part}>
            {at > 0 && ' · '}
            <span className="whitespace-nowrap">{part}</span>
          </Fragment>
        ))}
      aside={<ClearsChip id={basics.id} clears={file.clears} archive={file.archive} />}
    />
  )
}
