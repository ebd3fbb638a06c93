import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { listChildAgreements } from '#shared/agreements/api.ts'
import type { AgreementLine } from '#shared/agreements/schema.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { agreementStateText, agreementText, agreementTones } from './agreement-words.ts'
import { call } from './call.ts'
import { formatDateRange } from './format.ts'

function Line({ line, mayKeep }: { line: AgreementLine; mayKeep: boolean }) {
  const { id, kind, state, childId } = line
  const name = agreementText(kind)
  const link = 'inline-flex min-h-11 items-center text-sea underline-offset-4 hover:underline'
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3 py-1.5">
      <span className="min-w-0">
        {id !== null ? (
          <Link to="/agreements/$id" params={{ id }} className={link}>
            {name}
          </Link>
        ) : mayKeep && childId !== null ? (
          <Link to="/agreements/new" search={{ kind, child: childId }} className={link}>
            {name}
          </Link>
        ) : (
          name
        )}
        {line.from !== null && (
          <span className="block text-sm text-soft">{formatDateRange(line.from, line.to)}</span>
        )}
      </span>
      <Chip tone={agreementTones[state]}>{agreementStateText(state)}</Chip>
    </li>
  )
}

/** What is agreed for a child, what is missing, and the way to sign it. */
export function ChildAgreements({ pupilId }: { pupilId: string }) {
  const list = useQuery({
    queryKey: ['agreements', 'child', pupilId],
    queryFn: ({ signal }) => call(listChildAgreements, { params: { id: pupilId }, signal }),
  })
  if (list.isError)
    return <QueryError error={list.error} onRetry={() => void list.refetch()} busy={list.isFetching} />
  if (list.data === undefined) return <Skeleton rows={1} />
  const { lines, mayKeep } = list.data
  return (
    <>
      <Card pad="sides" className="py-1">
        {lines.length === 0 ? (
          <p className="py-2 text-soft">
            <Trans>还没有签过协议。</Trans>
          </p>
        ) : (
          <ul className="divide-y divide-line">
            {lines.map((line) => (
              <Line key={line.id ?? line.kind} line={line} mayKeep={mayKeep} />
            ))}
          </ul>
        )}
      </Card>
      {mayKeep && (
        <Link to="/agreements/new" search={{ child: pupilId }} className={`mt-2.5 ${buttonClass()}`}>
          <Icon name="plus" />
          <Trans>签一份</Trans>
        </Link>
      )}
    </>
  )
}
