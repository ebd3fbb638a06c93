import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { CareFile } from '#shared/children/schema.ts'
import type { Keeper as Person, OwnField } from '#shared/files/schema.ts'
import { careFileQuery } from '#client/lib/care-file.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { KeptWords } from '#client/lib/kept-words.tsx'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { ActionBar, Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { toast } from '#client/ui/toast.ts'
import { Conflicts } from './parts/conflict.tsx'
import { askedFields, type AskedField } from './parts/asked.ts'
import { BasicFields } from './parts/basic-fields.tsx'
import { fieldLabel, optionText, valueText } from './parts/field-words.ts'
import { CareFields, Keeper } from './parts/file-fields.tsx'
import { useFileForm } from './parts/use-file-form.ts'
import { keepersQuery, ownFieldsQuery } from './queries.ts'

const route = getRouteApi('/app/children/$id/edit')

/** The label and the words of one field, for the choice between two versions. */
function useFieldWords(file: CareFile, asked: readonly AskedField[], people: readonly Person[]) {
  const { t } = useLingui()
  const field = (key: string) => asked.find((one) => one.key === key)
  const label = (key: string): string =>
    field(key)?.label ?? (key === 'keeperId' ? t`建档负责人` : (fieldLabel(key) ?? key))
  const words = (key: string, value: string): string => {
    if (key === 'keeperId' && value !== '')
      return people.find(({ id }) => id === value)?.name ?? file.file?.keeperName ?? t`别的老师`
    if (key === 'boarding' || key === 'residence') return value === '' ? '' : optionText(key, value)
    const known = field(key)
    return known === undefined ? value : valueText(known, value)
  }
  return { label, words }
}

/** Both versions come into view when they differ. */
const show = (node: HTMLElement | null): void => node?.scrollIntoView({ block: 'start' })

function Form({ file, own }: { file: CareFile; own: readonly OwnField[] }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { id, name } = file.basics
  const asked = askedFields(file.may.tiers, own)
  const keys = asked.map(({ key }) => key)
  const form = useFileForm(file, keys, () => {
    toast({ tone: 'done', text: t`${name}的档案已保存。` })
    void navigate({ to: '/children/$id/file', params: { id } })
  })
  const writesFile = file.may.changeFile && file.file !== null
  const { data: people = [] } = useQuery({ ...keepersQuery(id), enabled: writesFile })
  const { label, words } = useFieldWords(file, asked, people)
  const errors = fieldErrors(form.error)
  const part = { file, asked, values: form.values, set: form.set, errors }
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
      <KeptWords restored={form.restored} onAgain={() => void form.startAgain()} />
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
      <div className="space-y-3">
        {writesFile && <Keeper {...part} people={people} />}
        {file.may.changeBasics && <BasicFields {...part} open={!writesFile} />}
        {writesFile && <CareFields {...part} />}
      </div>
      <ActionBar
        fault={form.error !== null && Object.keys(errors).length === 0 ? errorText(form.error) : undefined}
      >
        <Button tone="primary" size="lg" type="submit" busy={form.busy} disabled={undecided}>
          <Trans>保存</Trans>
        </Button>
      </ActionBar>
    </form>
  )
}

/** Changes what the file and the register say. */
export function FileFormPage() {
  const { id } = route.useParams()
  const file = useQuery({ ...careFileQuery(id), refetchOnWindowFocus: false })
  const own = useQuery({ ...ownFieldsQuery, refetchOnWindowFocus: false })
  const failed = file.isError ? file : own.isError ? own : undefined
  return (
    <Page>
      {file.data === undefined || own.data === undefined ? (
        failed !== undefined ? (
          <QueryError error={failed.error} onRetry={() => void failed.refetch()} busy={failed.isFetching} />
        ) : (
          <Skeleton rows={5} />
        )
      ) : (file.data.may.changeFile && file.data.file !== null) || file.data.may.changeBasics ? (
        <Form key={id} file={file.data} own={own.data.fields} />
      ) : (
        <EmptyState icon="lock" title={<Trans>您的岗位不能改这份档案</Trans>} />
      )}
    </Page>
  )
}
