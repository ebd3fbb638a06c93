import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Help } from '#shared/helps/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { errorText } from '#client/lib/error-text.ts'
import { formatDate } from '#client/lib/format.ts'
import { helpKindText } from '#client/lib/help-words.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { toast } from '#client/ui/toast.ts'
import { helpsQuery, useWithdrawHelp } from '../queries.ts'

function One({ help, several, pairingId }: { help: Help; several: boolean; pairingId: string }) {
  const { t } = useLingui()
  const withdraw = useWithdrawHelp(pairingId)
  const kind = helpKindText(help.kind)
  const { minutes } = help
  return (
    <li className="py-2.5">
      <p className="flex flex-wrap items-baseline gap-x-2.5">
        <b className="font-semibold">{formatDate(help.heldOn, 'full')}</b>
        <span>{kind}</span>
        <span className="text-soft tabular-nums">{plural(minutes, { one: '# 分钟', other: '# 分钟' })}</span>
      </p>
      {help.words !== null && <p className="mt-0.5">{help.words}</p>}
      <div className="flex items-center justify-between gap-3 text-sm text-soft">
        <span>
          {[several ? joinWords(help.names) : '', help.helperName ?? t`大家一起`]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
        {help.mayWithdraw && (
          <Button
            tone="plain"
            busy={withdraw.isPending}
            onClick={() =>
              withdraw.mutate(help.id, {
                onSuccess: () => toast({ tone: 'done', text: t`收回了，不再计数。` }),
                onError: (error) => toast({ tone: 'error', text: errorText(error) }),
              })
            }
          >
            <Trans>记错了</Trans>
          </Button>
        )}
      </div>
    </li>
  )
}

/** Each time somebody helped (R22), the newest first, with how often and how long in all. */
export function HelpLog({ pairingId, several }: { pairingId: string; several: boolean }) {
  const { t } = useLingui()
  const log = useQuery(helpsQuery(pairingId))
  if (log.data === undefined)
    return (
      <Section title={<Trans>帮扶记录</Trans>}>
        {log.isError ? (
          <QueryError error={log.error} onRetry={() => void log.refetch()} busy={log.isFetching} />
        ) : (
          <Skeleton rows={1} />
        )}
      </Section>
    )
  const { helps, times, minutes, mayAdd } = log.data
  if (helps.length === 0 && !mayAdd) return null
  const often = plural(times, { one: '# 次', other: '# 次' })
  const long = plural(minutes, { one: '共 # 分钟', other: '共 # 分钟' })
  return (
    <Section title={<Trans>帮扶记录</Trans>} aside={times > 0 ? t`${often}，${long}` : undefined}>
      {helps.length > 0 ? (
        <Card pad="sides">
          <ul className="divide-y divide-line">
            {helps.map((help) => (
              <One key={help.id} help={help} several={several} pairingId={pairingId} />
            ))}
          </ul>
        </Card>
      ) : (
        <p className="text-soft">
          <Trans>还没有记过。每次辅导、陪伴以后记一笔。</Trans>
        </p>
      )}
      {mayAdd && (
        <Link to="/pairing/$id/help" params={{ id: pairingId }} className={`${buttonClass()} mt-3`}>
          <Icon name="plus" />
          <Trans>记一次帮扶</Trans>
        </Link>
      )}
    </Section>
  )
}
