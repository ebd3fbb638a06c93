import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import type { RankLine, RankList } from '#shared/appraisal/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { newId } from '#client/lib/id.ts'
import { knownName } from '#client/lib/known-name.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { ActionBar, Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { ranksQuery, useEnterRanks } from '../queries.ts'
import { atText } from './words.ts'

const route = getRouteApi('/app/appraisal/$id/ranks/$classId')

const textOf = ({ rank }: RankLine): string => (rank === null ? '' : String(rank))
const isRank = (text: string): boolean => text === '' || /^[1-9]\d?$/.test(text)

/** A row for each child; what somebody else entered is not shown, a number here takes its place. */
function Row({
  line,
  text,
  error,
  onText,
}: {
  line: RankLine
  text: string
  error: string | undefined
  onText: (text: string) => void
}) {
  const { t } = useLingui()
  return (
    <li className="py-2.5">
      <label className="flex items-center gap-3">
        <span className="min-w-0 flex-1">
          <span className="block">{line.name}</span>
          {line.byOther && (
            <span className="block text-sm text-soft">
              <Trans>别人填过了；再填就按您的</Trans>
            </span>
          )}
        </span>
        <span className="w-24 shrink-0">
          <TextInput
            value={text}
            onChange={(value) => onText(value.trim())}
            inputMode="numeric"
            maxLength={2}
            className="text-end"
            placeholder={t`名次`}
            autoComplete="off"
            {...(error !== undefined && { 'aria-invalid': true })}
          />
        </span>
      </label>
      {error !== undefined && <p className="mt-1 text-sm text-danger">{error}</p>}
    </li>
  )
}

function Form({ list }: { list: RankList }) {
  const { t } = useLingui()
  const { id, classId } = route.useParams()
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  const [checked, setChecked] = useState(false)
  const enter = useEnterRanks(id)
  const changed = list.children.filter((line) => (typed[line.pupilId] ?? textOf(line)) !== textOf(line))
  const wrong = changed.filter(({ pupilId }) => !isRank(typed[pupilId] ?? ''))
  const refused = Object.keys(fieldErrors(enter.error)).some((path) => path.endsWith('.rank'))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setChecked(true)
    if (wrong.length > 0 || changed.length === 0) return
    enter.mutate(
      {
        classId,
        at: list.at,
        entries: changed.map(({ pupilId, entryId }) => ({
          id: newId(),
          pupilId,
          rank: typed[pupilId] === '' ? null : Number(typed[pupilId]),
          after: entryId,
        })),
      },
      {
        onSuccess: () => {
          setTyped({})
          setChecked(false)
          toast({ tone: 'done', text: t`名次存好了，加了密。` })
        },
      },
    )
  }
  const fault =
    checked && wrong.length > 0
      ? t`名次写 1 到 99 的数字，不填就空着。`
      : refused
        ? t`并列的名次后面要空出来，比如 1、2、2、4。请检查一下。`
        : enter.isError
          ? errorText(enter.error)
          : undefined
  return (
    <form onSubmit={submit} noValidate>
      <Card pad="sides">
        <ul className="divide-y divide-line">
          {list.children.map((line) => (
            <Row
              key={line.pupilId}
              line={line}
              text={typed[line.pupilId] ?? textOf(line)}
              error={checked && wrong.includes(line) ? t`写 1 到 99 的数字。` : undefined}
              onText={(text) => setTyped((old) => ({ ...old, [line.pupilId]: text }))}
            />
          ))}
        </ul>
      </Card>
      <ActionBar fault={fault}>
        <Button tone="primary" size="lg" type="submit" busy={enter.isPending} disabled={changed.length === 0}>
          <Trans>存好</Trans>
        </Button>
      </ActionBar>
    </form>
  )
}

/** Class ranks of one term, kept under seal; whoever enters reads back the own ones only (H-07). */
export function RanksPage() {
  const { t } = useLingui()
  const { id, classId } = route.useParams()
  const { at } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(ranksQuery(id, classId, at))
  const list = query.data
  return (
    <Page>
      <PageHeader
        title={list ? t`${list.className}：期末名次` : t`期末名次`}
        below={<Trans>按总分在班里的名次。并列的填同一个数，后面的空出来：1、2、2、4。</Trans>}
        back={{ link: { to: '/appraisal' }, label: <Trans>考核奖励</Trans> }}
      />
      {list === undefined ? (
        query.isError ? (
          <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
        ) : (
          <Skeleton rows={5} />
        )
      ) : (
        <>
          <Banner>
            <Trans>名次不要公布，也不要念给班上听。您只看得到自己填的；别人看不到。</Trans>
          </Banner>
          <Field label={<Trans>哪一次</Trans>} group className="my-4">
            <Choice
              value={list.at}
              onChange={(value) => void navigate({ search: { at: value }, replace: true })}
              options={list.ats.map((value) => ({ value, label: atText(value) }))}
            />
          </Field>
          {list.termName === null ? (
            <EmptyState icon="calendar" title={<Trans>这个学期还没有到</Trans>}>
              <Trans>到了再来填。校历里没有这个学期的话，请管理员在学校设置里补上。</Trans>
            </EmptyState>
          ) : (
            <>
              <p className="mb-2 text-soft">{knownName(list.termName)}</p>
              <Form key={list.at} list={list} />
            </>
          )}
        </>
      )}
    </Page>
  )
}
