import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { addDays, diffDays } from '#shared/calendar/rules/local-date.ts'
import { isRefused, isUnsure } from '#client/lib/api-error.ts'
import { errorText } from '#client/lib/error-text.ts'
import { formatBytes, formatDate } from '#client/lib/format.ts'
import { newId } from '#client/lib/id.ts'
import { organisationQuery } from '#client/lib/organisation.ts'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { ClosedToRole, QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { ProgressBar } from '#client/ui/bars.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Field } from '#client/ui/field.tsx'
import { FileDrop } from '#client/ui/file-drop.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { DateInput } from '#client/ui/text-input.tsx'
import { History } from './parts/history.tsx'
import { importsQuery, useStartImport, type RosterToSend } from './queries.ts'

/** A large file on a slow line takes minutes: what becomes of it is said, and it can be given up. */
function Uploading({ size, onGiveUp }: { size: string; onGiveUp: () => void }) {
  const { t } = useLingui()
  return (
    <Card>
      <ProgressBar
        label={t`正在上传名册`}
        value={null}
        detail={size}
        action={
          <Button onClick={onGiveUp}>
            <Trans>不传了</Trans>
          </Button>
        }
      />
      <p className="mt-3 text-sm text-soft">
        <Trans>传完以前请不要关这一页。没有传完就等于没有传，名册不会有改动。</Trans>
      </p>
    </Card>
  )
}

const LAST_DAYS = 45

/** Into which school year's classes the children come; near its end the next year's roster is probably meant. */
function WhichYear({ asOf }: { asOf: string }) {
  const { data } = useQuery(organisationQuery)
  const year = data?.years.find(({ startsOn, endsOn }) => startsOn <= asOf && asOf <= endsOn)
  if (year === undefined) return null
  const { name } = year
  const next = formatDate(addDays(year.endsOn, 1), 'full')
  if (diffDays(asOf, year.endsOn) >= LAST_DAYS)
    return (
      <p className="text-sm text-soft">
        <Trans>班级按 {name} 学年算。</Trans>
      </p>
    )
  return (
    <Banner tone="due" title={<Trans>班级按 {name} 学年算</Trans>}>
      <Trans>新学年的名册请从{next}起再导入，不然孩子会进到上一学年的班里。</Trans>
    </Banner>
  )
}

function ChooseFile() {
  const navigate = useNavigate()
  const { today } = useSession().school
  const [asOf, setAsOf] = useState(today)
  const [sent, setSent] = useState<RosterToSend | null>(null)
  const start = useStartImport()
  const onItsWay = useRef(new AbortController())
  const send = (chosen: RosterToSend): void => {
    setSent(chosen)
    onItsWay.current = new AbortController()
    start.mutate(
      { ...chosen, signal: onItsWay.current.signal },
      { onSuccess: ({ importId }) => void navigate({ to: '/roster/$id', params: { id: importId } }) },
    )
  }
  const giveUp = (): void => {
    onItsWay.current.abort()
    start.reset()
    setSent(null)
  }
  const choose = (file: File): void => send({ id: newId(), file, asOf: asOf === '' ? today : asOf })
  const file = sent?.file ?? null
  const size = file === null ? '' : formatBytes(file.size)
  if (start.isPending || start.isSuccess) return <Uploading size={size} onGiveUp={giveUp} />
  const { error } = start
  return (
    <div className="space-y-4">
      {error !== null && (
        <Banner
          tone={isUnsure(error) ? 'due' : 'danger'}
          title={isUnsure(error) ? <Trans>不知道名册传上去没有</Trans> : <Trans>名册没有传上去</Trans>}
          action={
            sent !== null &&
            !isRefused(error) && (
              <Button icon="refresh" onClick={() => send(sent)}>
                <Trans>再传一次</Trans>
              </Button>
            )
          }
        >
          {isUnsure(error) ? (
            <Trans>没有收到回音。学生名册没有改动；有信号后再传一次，不会变成两份。</Trans>
          ) : (
            errorText(error)
          )}
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
      <WhichYear asOf={asOf === '' ? today : asOf} />
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
      <p className="mt-4">
        <Link to="/roster/one" className={buttonClass({ tone: 'quiet' })}>
          <Icon name="plus" />
          <Trans>只添加一个孩子</Trans>
        </Link>
      </p>
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
