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

function Move({ file }: { file: CareFile }) {
  const { t } = useLingui()
  const keeps = useHasRole('principal', 'archiveKeeper')
  const [kind, setKind] = useState<Kind>('class')
  const { id, name, classId, leftOn } = file.basics
  if (leftOn !== null)
    return keeps ? (
      <ReturnForm id={id} name={name} leftOn={leftOn} />
    ) : (
      <EmptyState icon="leave" title={<Trans>已经不在我们学校</Trans>} />
    )
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

/** Another class, another school, or out of the school. */
export function MovePage() {
  const { id } = route.useParams()
  const allowed = useHasRole('principal', 'archiveKeeper', 'administrator')
  const file = useQuery({ ...careFileQuery(id), enabled: allowed })
  const name = file.data?.basics.name
  const isGone = file.data !== undefined && file.data.basics.leftOn !== null
  return (
    <Page>
      <PageHeader
        title={isGone ? <Trans>又回到我们学校</Trans> : <Trans>换班、转学、离校</Trans>}
        back={{
          link: { to: '/children/$id', params: { id } },
          label: name ?? <Trans>孩子</Trans>,
        }}
      />
      {!allowed ? (
        <EmptyState icon="lock" title={<Trans>由校长、档案员或管理员办理</Trans>} />
      ) : file.data !== undefined ? (
        <Move key={id} file={file.data} />
      ) : file.isError ? (
        <QueryError error={file.error} onRetry={() => void file.refetch()} busy={file.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
