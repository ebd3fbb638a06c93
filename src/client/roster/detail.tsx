import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { ImportDetail } from '#shared/roster/schema.ts'
import { codeText } from '#client/lib/error-text.ts'
import { formatDate, formatInstant } from '#client/lib/format.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { Preview } from './parts/preview.tsx'
import { Reading } from './parts/reading.tsx'
import { Result } from './parts/result.tsx'
import { importQuery, isRead } from './queries.ts'

const again = () => (
  <Link to="/roster" className={buttonClass({ tone: 'primary' })}>
    <Trans>选一份名册</Trans>
  </Link>
)

function Failed({ detail }: { detail: ImportDetail }) {
  return (
    <EmptyState icon="warning" title={<Trans>这份文件没有读出来</Trans>} action={again()}>
      {codeText(detail.failure?.code ?? 'file-broken', detail.failure?.params)}
    </EmptyState>
  )
}

function Over({ detail }: { detail: ImportDetail }) {
  return (
    <EmptyState
      icon="undo"
      title={
        detail.state === 'undone' ? <Trans>这次导入已经撤回</Trans> : <Trans>这次导入没有做完就放弃了</Trans>
      }
      action={again()}
    >
      {detail.state === 'undone' ? (
        <Trans>名册已经回到导入之前的样子。</Trans>
      ) : (
        <Trans>名册没有改动，文件也已经删掉。</Trans>
      )}
    </EmptyState>
  )
}

function Stage({ detail }: { detail: ImportDetail }) {
  if (detail.state === 'reading') return <Reading detail={detail} />
  if (detail.state === 'failed') return <Failed detail={detail} />
  if (detail.state === 'committed') return <Result detail={detail} />
  if (detail.state === 'preview' && isRead(detail)) return <Preview key={detail.id} detail={detail} />
  return <Over detail={detail} />
}

/** One import from the reading of the file to its result. */
export function ImportPage() {
  const { t } = useLingui()
  const { id } = useParams({ from: '/app/roster/$id' })
  const query = useQuery(importQuery(id))
  const detail = query.data
  const titles: Record<ImportDetail['state'], string> = {
    reading: t`正在读名册`,
    preview: t`看一看，再导入`,
    committed: t`名册已导入`,
    undone: t`已撤回的导入`,
    failed: t`没有读出来`,
    cancelled: t`放弃的导入`,
  }
  const created = detail && formatInstant(detail.createdAt)
  const asOf = detail && formatDate(detail.asOf, 'full')
  return (
    <Page width="wide">
      <PageHeader
        title={detail === undefined ? t`名册导入` : titles[detail.state]}
        above={
          detail && (
            <span className="break-all">
              {detail.fileName} · {created}
            </span>
          )
        }
        below={detail && <Trans>按 {asOf} 算</Trans>}
        back={{ link: { to: '/roster' }, label: t`名册导入` }}
      />
      {detail !== undefined ? (
        <Stage detail={detail} />
      ) : query.isError ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
