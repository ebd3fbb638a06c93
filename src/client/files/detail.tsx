import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import type { CareFile } from '#shared/children/schema.ts'
import type { FileRecord, OwnField } from '#shared/files/schema.ts'
import { careFileQuery } from '#client/lib/care-file.ts'
import { errorText } from '#client/lib/error-text.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Section } from '#client/ui/card.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { toast } from '#client/ui/toast.ts'
import { FieldLists } from './parts/field-lists.tsx'
import { FilePrint } from './parts/file-print.tsx'
import { Goals } from './parts/goals.tsx'
import { Keepers, Openings } from './parts/openings.tsx'
import { Renewal } from './parts/renewal.tsx'
import { fileRecordQuery, ownFieldsQuery, usePrintFile } from './queries.ts'

const route = getRouteApi('/app/children/$id/file')

interface ReadyProps {
  file: CareFile
  record: FileRecord
  own: readonly OwnField[]
}

/** First on record, then on paper. */
function PrintButton(props: ReadyProps) {
  const [printing, setPrinting] = useState(false)
  const print = usePrintFile(props.file.basics.id)
  const printed = useCallback(() => setPrinting(false), [])
  const begin = (): void =>
    void print.mutateAsync().then(
      () => setPrinting(true),
      (error: unknown) => toast({ tone: 'error', text: errorText(error) }),
    )
  return (
    <>
      <Button icon="print" busy={print.isPending} onClick={begin}>
        <Trans>打印档案卡</Trans>
      </Button>
      {printing && <FilePrint {...props} onPrinted={printed} />}
    </>
  )
}

function Ready(props: ReadyProps) {
  const { t } = useLingui()
  const { file, record, own } = props
  const { id, name } = file.basics
  const isOpen = file.file !== null && file.file.closedOn === null
  const writes = file.may.changeFile && isOpen
  return (
    <>
      <PageHeader
        back={{ link: { to: '/children/$id', params: { id } }, label: name }}
        title={<Trans>完整档案</Trans>}
        below={file.may.tiers.includes('case') ? undefined : t`这里显示您的岗位看得到的部分。`}
      />
      <div className="flex flex-wrap gap-2 print:hidden">
        {(file.may.changeBasics || writes) && (
          <Link to="/children/$id/edit" params={{ id }} className={buttonClass({ tone: 'primary' })}>
            <Icon name="edit" />
            <Trans>修改</Trans>
          </Link>
        )}
        <PrintButton {...props} />
      </div>
      {isOpen && (
        <Section title={<Trans>核对档案</Trans>}>
          <Renewal childId={id} record={record} writes={writes} />
        </Section>
      )}
      <Section title={<Trans>五有</Trans>}>
        <Goals childId={id} record={record} writes={file.may.changeFile} />
      </Section>
      <FieldLists file={file} own={own} />
      <Section title={<Trans>建档和结束</Trans>}>
        <Openings openings={record.openings} />
        <Keepers keepers={record.keepers} />
      </Section>
    </>
  )
}

/** Everything the file says, gone through, printed. */
export function FilePage() {
  const { id } = route.useParams()
  const file = useQuery(careFileQuery(id))
  const record = useQuery(fileRecordQuery(id))
  const own = useQuery(ownFieldsQuery)
  const failed = [file, record, own].find(({ isError }) => isError)
  return (
    <Page>
      {file.data !== undefined && record.data !== undefined && own.data !== undefined ? (
        <Ready file={file.data} record={record.data} own={own.data.fields} />
      ) : failed !== undefined ? (
        <QueryError error={failed.error} onRetry={() => void failed.refetch()} busy={failed.isFetching} />
      ) : (
        <Skeleton rows={6} />
      )}
    </Page>
  )
}
