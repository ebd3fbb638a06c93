import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { schoolYearOf } from '#shared/calendar/rules/local-date.ts'
import type { CareFile } from '#shared/children/schema.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import { ApiError } from '#client/lib/api-error.ts'
import { careFileQuery } from '#client/lib/care-file.ts'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { useWide } from '#client/ui/media.ts'
import { Page } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { Tabs } from '#client/ui/tabs.tsx'
import { WhenNear } from '#client/ui/when-near.tsx'
import { AtAGlance } from './parts/at-a-glance.tsx'
import { AlertList } from './parts/alert-list.tsx'
import { CareNow } from './parts/care-now.tsx'
import { CarerList } from './parts/carer-list.tsx'
import { FamilyDialogs } from './parts/family-dialogs.tsx'
import { FamilyList, type Editing } from './parts/family-list.tsx'
import { BasicFacts, FileFacts } from './parts/file-facts.tsx'
import { FileState } from './parts/file-state.tsx'
import { Circle, Header } from './parts/head.tsx'
import { History } from './parts/history.tsx'
import { Marks } from './parts/marks.tsx'
import { NoChild } from './parts/no-child.tsx'
import { NextDuties } from './parts/next-duties.tsx'
import { PairingSection } from './parts/pairing-section.tsx'
import { Agreements, Photos } from './parts/papers.tsx'
import { Gone, MoveLink, SeenBy } from './parts/register.tsx'
import { Siblings } from './parts/siblings.tsx'
import { StatusList } from './parts/status-list.tsx'

const route = getRouteApi('/app/children/$id')
const Carried = lazyPart(async () => (await import('./parts/carried.tsx')).Carried)
const CallSheet = lazyPart(async () => (await import('#client/lib/call-sheet.tsx')).CallSheet)
const IncidentLink = lazyPart(async () => (await import('./parts/incident-link.tsx')).IncidentLink)

function FileLink({ id }: { id: string }) {
  return (
    <Link
      to="/children/$id/file"
      params={{ id }}
      className="inline-flex min-h-11 items-center gap-1 text-sea"
    >
      <Icon name="file" size={18} />
      <Trans>完整档案</Trans>
    </Link>
  )
}

/** The two things done most often. */
function Actions({ id }: { id: string }) {
  const writes = useHasRole('classTeacher', 'helpingTeacher', 'counsellor', 'principal')
  return (
    <div className="my-3 flex gap-2.5">
      {writes && (
        <Link
          to="/cards/new"
          search={{ child: id }}
          className={`flex-auto whitespace-nowrap ${buttonClass({ tone: 'primary' })}`}
        >
          <Icon name="plus" />
          <Trans>记一笔</Trans>
        </Link>
      )}
      <Link
        to="/children/$id/contact"
        params={{ id }}
        className={`flex-auto whitespace-nowrap ${buttonClass({ tone: 'quiet' })}`}
      >
        <Icon name="phone" />
        <Trans>联系卡</Trans>
      </Link>
    </div>
  )
}

interface PartProps {
  file: CareFile
  edit: ((editing: Editing) => void) | undefined
}

/** One minute for a new teacher: who cares now, what is urgent, where, what was last and is next, who is around. */
function Around({ file, edit, onCall }: PartProps & { onCall: () => void }) {
  const { today } = useSession().school
  const { id, leftOn } = file.basics
  return (
    <>
      <CareNow file={file} onCall={onCall} onChange={edit && (() => edit({ kind: 'carer', carer: null }))} />
      {leftOn === null ? <AlertList id={id} /> : <Gone leftOn={leftOn} />}
      <AtAGlance file={file} since={schoolYearOf(today).from} />
      <Actions id={id} />
      <IncidentLink id={id} leftOn={leftOn} />
      <Circle file={file} />
    </>
  )
}

/** What is to do, who helps and what is promised, then everything dated. */
function Contacts({ file }: { file: CareFile }) {
  const { id } = file.basics
  return (
    <>
      <NextDuties id={id} />
      <WhenNear fallback={null}>
        <PairingSection id={id} />
      </WhenNear>
      <Agreements id={id} />
      <Section title={<Trans>来往</Trans>}>
        <History id={id} />
      </Section>
      <WhenNear fallback={null}>
        <Carried id={id} />
      </WhenNear>
    </>
  )
}

function Family({ file, edit }: PartProps) {
  return (
    <>
      <Section title={<Trans>家里人</Trans>} className="first:mt-0">
        <Card>
          <FamilyList file={file} onEdit={edit} />
        </Card>
      </Section>
      <Section title={<Trans>兄弟姐妹</Trans>}>
        <Card>
          <Siblings id={file.basics.id} mayChange={file.may.changeBasics} />
        </Card>
      </Section>
      <Section title={<Trans>谁照顾过</Trans>}>
        <Card>
          <CarerList file={file} onEdit={edit} />
        </Card>
      </Section>
    </>
  )
}

function Record({ file }: { file: CareFile }) {
  return (
    <>
      <Section title={<Trans>算不算在名单上</Trans>} className="max-lg:first:mt-0">
        <Card pad="sides">
          <StatusList statuses={file.statuses} />
        </Card>
      </Section>
      <Marks file={file} />
      <Section title={<Trans>了解这个孩子</Trans>} aside={<FileLink id={file.basics.id} />}>
        {file.file !== null && (
          <Card pad="sides" className="mb-2.5">
            <FileFacts file={file.file} />
          </Card>
        )}
        <FileState file={file} />
      </Section>
      <Section title={<Trans>基本情况</Trans>}>
        <Card pad="sides">
          <BasicFacts file={file} />
        </Card>
      </Section>
      <Photos id={file.basics.id} />
      <MoveLink file={file} />
      <SeenBy file={file} />
    </>
  )
}

/** On a phone one thing after another would be twelve screens long: three tabs. */
function Narrow({ file, edit, around }: PartProps & { around: ReactNode }) {
  const { t } = useLingui()
  const [tab, setTab] = useState<'contacts' | 'family' | 'record'>('contacts')
  return (
    <>
      {around}
      <Tabs
        aria-label={t`孩子的档案`}
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'contacts', label: t`近况`, content: <Contacts file={file} /> },
          { value: 'family', label: t`家里人`, content: <Family file={file} edit={edit} /> },
          { value: 'record', label: t`档案`, content: <Record file={file} /> },
        ]}
      />
    </>
  )
}

function File({ file }: { file: CareFile }) {
  const [editing, setEditing] = useState<Editing>(null)
  const [calling, setCalling] = useState(false)
  const wide = useWide('desk')
  const { id, name } = file.basics
  const edit = file.may.changeBasics ? setEditing : undefined
  const around = <Around file={file} edit={edit} onCall={() => setCalling(true)} />
  return (
    <>
      <Header file={file} />
      {wide ? (
        <div className="grid grid-cols-[minmax(0,5fr)_minmax(0,6fr)] gap-8">
          <div>
            {around}
            <Contacts file={file} />
          </div>
          <div>
            <Family file={file} edit={edit} />
            <Record file={file} />
          </div>
        </div>
      ) : (
        <Narrow file={file} edit={edit} around={around} />
      )}
      <FamilyDialogs file={file} editing={editing} onClose={() => setEditing(null)} />

      {calling && <CallSheet pupilId={id} name={name} onClose={() => setCalling(false)} />}
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
      ) : file.error instanceof ApiError && file.error.code === 'not-found' ? (
        <NoChild />
      ) : file.isError ? (
        <QueryError error={file.error} onRetry={() => void file.refetch()} busy={file.isFetching} />
      ) : (
        <Skeleton rows={5} />
      )}
    </Page>
  )
}
