import { Trans, useLingui } from '@lingui/react/macro'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import type { CareFile } from '#shared/children/schema.ts'
import { careFileQuery } from '#client/lib/care-file.ts'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { CareCircle } from '#client/ui/care-circle.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { CareNow } from './parts/care-now.tsx'
import { CarerList } from './parts/carer-list.tsx'
import { circleLabel, circlePeople } from './parts/circle.ts'
import { ClearsChip } from './parts/clears.tsx'
import { FamilyDialogs } from './parts/family-dialogs.tsx'
import { FamilyList, type Editing } from './parts/family-list.tsx'
import { BasicFacts, FileFacts } from './parts/file-facts.tsx'
import { FileState } from './parts/file-state.tsx'
import { History } from './parts/history.tsx'
import { NextDuties } from './parts/next-duties.tsx'
import { StatusList } from './parts/status-list.tsx'
import { sexText } from './parts/words.ts'
import { timelineQuery } from './queries.ts'

const route = getRouteApi('/app/children/$id')
const CallSheet = lazy(async () => ({ default: (await import('#client/lib/call-sheet.tsx')).CallSheet }))

/** Given name alone for the middle of the picture: 林小满 → 小满. */
const givenName = (name: string): string => (/^\p{Script=Han}{3}$/u.test(name) ? name.slice(1) : name)

function Circle({ file }: { file: CareFile }) {
  const { today } = useSession().school
  const line = useInfiniteQuery(timelineQuery(file.basics.id))
  const cards = line.data?.pages
    .flatMap((page) => page.items)
    .flatMap((item) => (item.type === 'card' ? [item.card] : []))
  const people = circlePeople(file, cards, today)
  if (people.length === 0) return null
  const { name } = file.basics
  return <CareCircle center={givenName(name)} people={people} label={circleLabel(name, people)} />
}

function Header({ file }: { file: CareFile }) {
  const { t } = useLingui()
  const { basics } = file
  const age = basics.age
  const boarding = basics.boarding === null ? '' : basics.boarding ? t`住校` : t`走读`
  const facts = [sexText(basics.sex), t`${age} 岁`, basics.className ?? '', boarding]
  return (
    <PageHeader
      back={{ link: { to: '/children' }, label: <Trans>孩子</Trans> }}
      title={basics.name}
      below={facts.filter((part) => part !== '').join(' · ')}
      aside={<ClearsChip clears={file.clears} archive={file.archive} />}
    />
  )
}

/** Whoever may see the log may see who opened this file. */
function SeenBy({ file }: { file: CareFile }) {
  const reads = useHasRole('principal', 'auditor')
  const people = file.seenBy
  if (!reads)
    return (
      <p className="mt-5 text-sm text-soft">
        <Trans>{people} 个人看过这份档案。每次查看都有记录。</Trans>
      </p>
    )
  return (
    <p className="mt-5">
      <Link
        to="/audit"
        search={{ pupilId: file.basics.id }}
        className="inline-flex min-h-11 items-center gap-2 text-sea underline-offset-4 hover:underline"
      >
        <Icon name="eye" />
        <Trans>谁看过：{people} 个人</Trans>
      </Link>
    </p>
  )
}

function EditLink({ id }: { id: string }) {
  return (
    <Link
      to="/children/$id/edit"
      params={{ id }}
      className="inline-flex min-h-11 items-center gap-1 text-sea"
    >
      <Icon name="edit" size={18} />
      <Trans>修改</Trans>
    </Link>
  )
}

function File({ file }: { file: CareFile }) {
  const [editing, setEditing] = useState<Editing>(null)
  const [calling, setCalling] = useState(false)
  const writes = useHasRole('classTeacher', 'helpingTeacher', 'counsellor', 'principal')
  const { id, name } = file.basics
  const edit = file.may.changeBasics ? setEditing : undefined
  const primary = file.statuses.find(({ isPrimary }) => isPrimary)?.key
  const changes = file.may.changeBasics || file.may.changeFile
  return (
    <>
      <Header file={file} />
      <div className="gap-8 lg:grid lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <div>
          <CareNow
            file={file}
            onCall={() => setCalling(true)}
            onChange={edit && (() => edit({ kind: 'carer', carer: null }))}
          />
          {writes && (
            <Link
              to="/cards/new"
              search={{ child: id }}
              className={`mt-2.5 ${buttonClass({ tone: 'primary', wide: true })}`}
            >
              <Icon name="plus" />
              <Trans>记一笔</Trans>
            </Link>
          )}
          <div className="mt-3">
            <Circle file={file} />
          </div>
          <NextDuties id={id} />
          <Section title={<Trans>来往</Trans>}>
            <History id={id} statuses={file.history} primary={primary} />
          </Section>
        </div>
        <div>
          <Section title={<Trans>家里人</Trans>} className="lg:mt-0">
            <Card>
              <FamilyList file={file} onEdit={edit} />
            </Card>
          </Section>
          <Section title={<Trans>谁照顾过</Trans>}>
            <Card>
              <CarerList file={file} onEdit={edit} />
            </Card>
          </Section>
          <Section title={<Trans>算不算在名单上</Trans>}>
            <Card className="py-0">
              <StatusList statuses={file.statuses} />
            </Card>
          </Section>
          <Section title={<Trans>基本情况</Trans>} aside={changes && <EditLink id={id} />}>
            <Card className="py-0">
              <BasicFacts file={file} />
            </Card>
          </Section>
          <Section title={<Trans>档案</Trans>}>
            {file.file !== null && (
              <Card className="mb-2.5 py-0">
                <FileFacts file={file.file} />
              </Card>
            )}
            <FileState file={file} />
          </Section>
          <SeenBy file={file} />
        </div>
      </div>
      <FamilyDialogs file={file} editing={editing} onClose={() => setEditing(null)} />
      <Suspense>
        {calling && <CallSheet pupilId={id} name={name} onClose={() => setCalling(false)} />}
      </Suspense>
    </>
  )
}

/** One child: who cares for the child now, what comes next, what has been. */
export function ChildPage() {
  const { id } = route.useParams()
  const file = useQuery(careFileQuery(id))
  return (
    <Page width="wide">
      {file.data !== undefined ? (
        <File key={id} file={file.data} />
      ) : file.isError ? (
        <QueryError error={file.error} onRetry={() => void file.refetch()} busy={file.isFetching} />
      ) : (
        <Skeleton rows={5} />
      )}
    </Page>
  )
}
