import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { answerSibling } from '#shared/family/api.ts'
import type { Sibling, SiblingAnswer } from '#shared/family/schema.ts'
import { call } from '#client/lib/call.ts'
import { errorText } from '#client/lib/error-text.ts'
import { refreshScreens } from '#client/lib/refresh.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { siblingsQuery } from '../queries.ts'

function useAnswer(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: SiblingAnswer) => call(answerSibling, { params: { id }, body }),
    onSuccess: () => refreshScreens(queries),
  })
}

function Name({ sibling }: { sibling: Sibling }) {
  const where = sibling.className ?? ''
  return (
    <span className="min-w-0">
      {sibling.reached ? (
        <Link
          to="/children/$id"
          params={{ id: sibling.id }}
          className="me-2 inline-flex min-h-11 items-center font-semibold text-sea underline-offset-4 hover:underline"
        >
          {sibling.name}
        </Link>
      ) : (
        <b className="me-2 inline-flex min-h-11 items-center font-semibold">{sibling.name}</b>
      )}
      <span className="text-soft">{where}</span>
    </span>
  )
}

/** Other pupils of the household: who was confirmed, and who is asked about because name and number agree. */
export function Siblings({ id, mayChange }: { id: string; mayChange: boolean }) {
  const { t } = useLingui()
  const query = useQuery(siblingsQuery(id))
  const answer = useAnswer(id)
  if (query.isError)
    return <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
  if (query.data === undefined) return <Skeleton rows={1} />
  const { siblings, guessed } = query.data
  const button = (pupilId: string, together: boolean, label: string, text: string) => (
    <Button
      aria-label={label}
      busy={
        answer.isPending && answer.variables.pupilId === pupilId && answer.variables.together === together
      }
      onClick={() => answer.mutate({ pupilId, together })}
    >
      {text}
    </Button>
  )
  return (
    <>
      {siblings.length === 0 && guessed.length === 0 && (
        <p className="text-soft">
          <Trans>没有登记在本校的兄弟姐妹。在别的学校的，写在“家里人”里。</Trans>
        </p>
      )}
      <ul className="divide-y divide-line">
        {siblings.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center justify-between gap-2 py-2">
            <Name sibling={one} />
            {mayChange && button(one.id, false, t`${one.name}不是一家的`, t`不是一家的`)}
          </li>
        ))}
        {guessed.map((one) => (
          <li key={one.id} className="py-2">
            <Name sibling={one} />
            <p className="text-sm text-soft">
              <Trans>家长的姓名和电话一样，可能是一家的。</Trans>
            </p>
            {mayChange && (
              <p className="mt-1 flex flex-wrap gap-2">
                {button(one.id, true, t`${one.name}是一家的`, t`是一家的`)}
                {button(one.id, false, t`${one.name}不是一家的`, t`不是一家的`)}
              </p>
            )}
          </li>
        ))}
      </ul>
      {answer.isError && <Banner tone="danger">{errorText(answer.error)}</Banner>}
    </>
  )
}
