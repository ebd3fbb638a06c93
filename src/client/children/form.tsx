import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { CareFile } from '#shared/children/schema.ts'
import { careFileQuery } from '#client/lib/care-file.ts'
import { errorText, fieldErrors } from '#client/lib/error-text.ts'
import { useSession } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { ActionBar, Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { toast } from '#client/ui/toast.ts'
import { Conflicts } from './parts/conflict.tsx'
import { BasicFields, CareFields } from './parts/file-fields.tsx'
import { useFileForm } from './parts/use-file-form.ts'
import { gapText, residenceText } from './parts/words.ts'

const route = getRouteApi('/app/children/$id/edit')

/** The label and the words of one field, for the choice between two versions. */
function useFieldWords(file: CareFile) {
  const { t } = useLingui()
  const { user } = useSession()
  const label = (key: string): string => {
    if (key === 'phone') return t`电话`
    if (key === 'village') return t`村`
    if (key === 'boarding') return t`住校还是走读`
    if (key === 'residence') return t`户籍`
    if (key === 'ethnic') return t`民族`
    if (key === 'studentNo') return t`学籍号`
    if (key === 'goals') return t`愿望和目标`
    if (key === 'keeperId') return t`建档负责人`
    return key === 'character' || key === 'interests' || key === 'health' || key === 'address'
      ? gapText(key)
      : key
  }
  const words = (key: string, value: string): string => {
    if (key === 'boarding' && value !== '') return value === 'true' ? t`住校` : t`走读`
    if (key === 'residence' && (value === 'rural' || value === 'urban' || value === 'unknown'))
      return residenceText(value)
    if (key === 'keeperId' && value !== '')
      return value === user.id ? user.name : (file.file?.keeperName ?? t`别的老师`)
    return value
  }
  return { label, words }
}

/** Both versions come into view when they differ. */
const show = (node: HTMLElement | null): void => node?.scrollIntoView({ block: 'start' })

function Form({ file }: { file: CareFile }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { id, name } = file.basics
  const form = useFileForm(file, () => {
    toast({ tone: 'done', text: t`${name}的档案已保存。` })
    void navigate({ to: '/children/$id', params: { id } })
  })
  const { label, words } = useFieldWords(file)
  const errors = fieldErrors(form.error)
  const part = { file, values: form.values, set: form.set, errors }
  const conflicts = (form.conflict?.keys ?? []).map((key) => ({
    key,
    label: label(key),
    mine: words(key, form.values[key] ?? ''),
    theirs: words(key, form.conflict?.theirs[key] ?? ''),
  }))
  const undecided = conflicts.some(({ key }) => form.chosen[key] === undefined)
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void form.save()
      }}
    >
      <PageHeader
        back={{ link: { to: '/children/$id', params: { id } }, label: name }}
        title={<Trans>修改档案</Trans>}
      />
      {form.restored && (
        <Banner
          action={
            <Button onClick={() => void form.startAgain()}>
              <Trans>不要了，重新写</Trans>
            </Button>
          }
        >
          <Trans>上次没写完的还在，接着写就好。</Trans>
        </Banner>
      )}
      {form.conflict !== null && (
        <div className="scroll-mt-4" ref={show}>
          {conflicts.length > 0 ? (
            <Conflicts fields={conflicts} chosen={form.chosen} onChoose={form.choose} />
          ) : (
            <Banner tone="due">
              <Trans>别人刚刚也改了这份档案，两边改的已经合在一起。请看一下，再保存一次。</Trans>
            </Banner>
          )}
        </div>
      )}
      {file.may.changeFile && file.file !== null && <CareFields {...part} />}
      {file.may.changeBasics && <BasicFields {...part} />}
      {form.error !== null && Object.keys(errors).length === 0 && (
        <div className="mt-5">
          <Banner tone="danger">{errorText(form.error)}</Banner>
        </div>
      )}
      <ActionBar>
        <Button tone="primary" size="lg" type="submit" busy={form.busy} disabled={undecided}>
          <Trans>保存</Trans>
        </Button>
      </ActionBar>
    </form>
  )
}

/** Changes what the file and the register say. */
export function ChildFormPage() {
  const { id } = route.useParams()
  const file = useQuery({ ...careFileQuery(id), refetchOnWindowFocus: false })
  return (
    <Page>
      {file.data === undefined ? (
        file.isError ? (
          <QueryError error={file.error} onRetry={() => void file.refetch()} busy={file.isFetching} />
        ) : (
          <Skeleton rows={5} />
        )
      ) : (file.data.may.changeFile && file.data.file !== null) || file.data.may.changeBasics ? (
        <Form key={id} file={file.data} />
      ) : (
        <EmptyState icon="lock" title={<Trans>您的岗位不能改这份档案</Trans>} />
      )}
    </Page>
  )
}
