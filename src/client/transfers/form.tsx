import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { CareFile } from '#shared/children/schema.ts'
import { careFileQuery } from '#client/lib/care-file.ts'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { ClassForm, LeaveForm, SchoolForm } from './parts/move-forms.tsx'
import { ReturnForm } from './parts/return-form.tsx'

const route = getRouteApi('/app/children/$id/move')

type Kind = 'class' | 'school' | 'leave'

function Header({ id, name, isGone }: { id: string; name: string | undefined; isGone: boolean }) {
  return (
    <PageHeader
      title={isGone ? <Trans>又回到我们学校</Trans> : <Trans>换班、转学、离校</Trans>}
      back={{ link: { to: '/children/$id', params: { id } }, label: name ?? <Trans>孩子</Trans> }}
    />
  )
}

function MoveForms({ file }: { file: CareFile }) {
  const { t } = useLingui()
  const keeps = useHasRole('principal', 'archiveKeeper')
  const [kind, setKind] = useState<Kind>('class')
  const { id, name, classId } = file.basics
  const all: { value: Kind; label: string }[] = [
    { value: 'class', label: t`换班` },
    { value: 'school', label: t`转到别的学校` },
    { value: 'leave', label: t`离校` },
  ]
  return (
    <div className="space-y-5">
      <Field label={<Trans>要办什么</Trans>} group>
        <Choice
          value={kind}
          onChange={setKind}
          options={keeps ? all : all.filter(({ value }) => value === 'class')}
        />
      </Field>
      {kind === 'class' && <ClassForm id={id} name={name} classId={classId} />}
      {kind === 'school' && <SchoolForm id={id} name={name} />}
      {kind === 'leave' && <LeaveForm id={id} name={name} />}
    </div>
  )
}

function Move({ file }: { file: CareFile }) {
  const keeps = useHasRole('principal', 'archiveKeeper')
  const { id, name } = file.basics
  // As it was when the page opened: a form whose answer changes it still has to lead on.
  const [leftOn] = useState(file.basics.leftOn)
  return (
    <>
      <Header id={id} name={name} isGone={leftOn !== null} />
      {leftOn === null ? (
        <MoveForms file={file} />
      ) : keeps ? (
        <ReturnForm id={id} name={name} leftOn={leftOn} />
      ) : (
        <EmptyState icon="leave" title={<Trans>已经不在我们学校</Trans>} />
      )}
    </>
  )
}

/** Another class, another school, out of the school, or back. */
export function MovePage() {
  const { id } = route.useParams()
  const allowed = useHasRole('principal', 'archiveKeeper', 'administrator')
  const file = useQuery({ ...careFileQuery(id), enabled: allowed })
  if (file.data !== undefined)
    return (
      <Page>
        <Move key={id} file={file.data} />
      </Page>
    )
  return (
    <Page>
      <Header id={id} name={undefined} isGone={false} />
      {!allowed ? (
        <EmptyState icon="lock" title={<Trans>由校长、档案员或管理员办理</Trans>} />
      ) : file.isError ? (
        <QueryError error={file.error} onRetry={() => void file.refetch()} busy={file.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
