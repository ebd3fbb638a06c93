import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { HelperPart, Suggestion } from '#shared/pairing/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { ProgressBar } from '#client/ui/bars.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState } from '#client/ui/states.tsx'
import { searchQuery, useSearch, useStopSearch } from '../queries.ts'
import { SuggestedPairs } from './suggested-pairs.tsx'

function Running({ id, progress }: { id: string; progress: Suggestion['progress'] }) {
  const { t } = useLingui()
  const stop = useStopSearch()
  const { step, round } = progress
  const detail = step === 'waiting' ? t`排队中` : step === 'rules' ? t`看谁不能帮谁` : t`第 ${round} 轮`
  return (
    <Card>
      <ProgressBar
        label={t`正在比较`}
        value={null}
        detail={detail}
        action={
          <Button busy={stop.isPending} onClick={() => stop.mutate(id)}>
            <Trans>停下</Trans>
          </Button>
        }
      />
    </Card>
  )
}

function Found({ id, found }: { id: string; found: Suggestion }) {
  const { state, part, progress, result } = found
  if (state === 'running') return <Running id={id} progress={progress} />
  if (state === 'cancelled')
    return (
      <Banner>
        <Trans>停下了，什么也没有改。</Trans>
      </Banner>
    )
  if (result === null)
    return (
      <Banner tone="danger">
        <Trans>没有算出来，请再试一次。</Trans>
      </Banner>
    )
  return (
    <>
      {result.gap > 0 && (
        <div className="mb-4">
          <Banner tone="due">
            <Trans>时间到了，这是到现在最好的一种，也许还有更好的。</Trans>
          </Banner>
        </div>
      )}
      <SuggestedPairs key={id} part={part} result={result} />
    </>
  )
}

/** Suggestions with their reasons; a person decides. */
export function SuggestionPage() {
  const { t } = useLingui()
  const allowed = useHasRole('principal', 'administrator', 'counsellor', 'classTeacher')
  const [part, setPart] = useState<HelperPart>('teacher')
  const [id, setId] = useState<string | null>(null)
  const begin = useSearch()
  const found = useQuery(searchQuery(id))
  return (
    <Page>
      <PageHeader
        title={<Trans>结对建议</Trans>}
        below={<Trans>先守规矩，再看谁合适；由您决定，采用以前什么也不存</Trans>}
        back={{ link: { to: '/pairing' }, label: <Trans>结对</Trans> }}
      />
      {!allowed ? (
        <EmptyState icon="lock" title={<Trans>结对由校长、管理员、心理老师或班主任安排</Trans>} />
      ) : (
        <>
          <Field label={<Trans>给还缺人的孩子找</Trans>} group>
            <Choice
              value={part}
              onChange={(next) => {
                setPart(next)
                setId(null)
              }}
              options={[
                { value: 'teacher', label: t`老师` },
                { value: 'pupil', label: t`同学` },
                { value: 'outside', label: t`志愿者` },
              ]}
            />
          </Field>
          <div className="my-4">
            <Button
              tone="primary"
              icon="search"
              busy={begin.isPending}
              onClick={() => begin.mutate(part, { onSuccess: setId })}
            >
              {id === null ? <Trans>找一找</Trans> : <Trans>重新找</Trans>}
            </Button>
          </div>
          {begin.isError && <Banner tone="danger">{errorText(begin.error)}</Banner>}
          {id !== null && found.data !== undefined && <Found id={id} found={found.data} />}
          {found.isError && (
            <QueryError error={found.error} onRetry={() => void found.refetch()} busy={found.isFetching} />
          )}
        </>
      )}
    </Page>
  )
}
