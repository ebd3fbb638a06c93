import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { isRefused } from '#client/lib/api-error.ts'
import { errorText } from '#client/lib/error-text.ts'
import { formatBytes } from '#client/lib/format.ts'
import { newId } from '#client/lib/id.ts'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { ClosedToRole, QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { ProgressBar } from '#client/ui/bars.tsx'
import { Button } from '#client/ui/button.tsx'
import { Section } from '#client/ui/card.tsx'
import { Field } from '#client/ui/field.tsx'
import { FileDrop } from '#client/ui/file-drop.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { DateInput } from '#client/ui/text-input.tsx'
import { History } from './parts/history.tsx'
import { importsQuery, useStartImport, type RosterFile } from './queries.ts'

function ChooseFile() {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { today } = useSession().school
  const [asOf, setAsOf] = useState(today)
  const [sent, setSent] = useState<RosterFile | null>(null)
  const start = useStartImport()
  const send = (chosen: RosterFile): void => {
    setSent(chosen)
    start.mutate(chosen, {
      onSuccess: ({ importId }) => void navigate({ to: '/roster/$id', params: { id: importId } }),
    })
  }
  const choose = (file: File): void => send({ id: newId(), file, asOf: asOf === '' ? today : asOf })
  const file = sent?.file ?? null
  const size = file === null ? '' : formatBytes(file.size)
  if (start.isPending || start.isSuccess)
    return <ProgressBar label={t`正在上传名册`} value={null} detail={size} />
  const { error } = start
  return (
    <div className="space-y-4">
      {error !== null && (
        <Banner
          tone="danger"
          title={<Trans>名册没有传上去</Trans>}
          action={
            sent !== null &&
            !isRefused(error) && (
              <Button icon="refresh" onClick={() => send(sent)}>
                <Trans>再传一次</Trans>
              </Button>
            )
          }
        >
          {errorText(error)}
        </Banner>
      )}
      <FileDrop
        accept=".xlsx,.xls,.csv"
        file={file}
        onChange={choose}
        prompt={<Trans>选学校的学生名册，或拖到这里</Trans>}
        hint={<Trans>Excel 或 CSV，最大 30 MB。学籍系统导出的表直接用。</Trans>}
        size={size}
      />
      <Field
        label={<Trans>按哪一天算</Trans>}
        help={<Trans>父母外出多久、孩子几岁，都算到这一天。一般就是今天。</Trans>}
      >
        <DateInput value={asOf} onChange={setAsOf} max={today} />
      </Field>
      <p className="text-sm text-soft">
        <Trans>选好以后先给您看每一行会怎么样，确认了才写进名册；写进去以后也能撤回。</Trans>
      </p>
    </div>
  )
}

/** A new roster, and what was imported before. */
export function RosterPage() {
  const mayImport = useHasRole('administrator', 'archiveKeeper')
  const query = useQuery({ ...importsQuery, enabled: mayImport })
  const imports = query.data?.imports
  if (!mayImport)
    return (
      <Page>
        <PageHeader title={<Trans>名册导入</Trans>} />
        <ClosedToRole />
      </Page>
    )
  return (
    <Page>
      <PageHeader title={<Trans>名册导入</Trans>} />
      <ChooseFile />
      <Section title={<Trans>以前的导入</Trans>}>
        {imports !== undefined ? (
          <History imports={imports} />
        ) : query.isError ? (
          <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
        ) : (
          <Skeleton rows={2} />
        )}
      </Section>
    </Page>
  )
}
