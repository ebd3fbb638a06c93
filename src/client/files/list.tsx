import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { RenewalList, RenewalRow } from '#shared/files/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { formatDateRange, formatPercent } from '#client/lib/format.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { LoadMore } from '#client/ui/pagination.tsx'
import { Ring } from '#client/ui/ring.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { RuleDialog } from './parts/rule-dialog.tsx'
import { ruleText } from './parts/rule-text.ts'
import { renewalSectionText } from './parts/words.ts'
import { renewalsQuery } from './queries.ts'

const STEP = 50

function Row({ row }: { row: RenewalRow }) {
  const { renewal } = row
  const missing = joinWords(renewal.missing.map(renewalSectionText))
  return (
    <Card as="li" pad="none">
      <Link
        to="/children/$id/file"
        params={{ id: row.pupilId }}
        className="block rounded-card px-3.5 py-3 hover:bg-paper"
      >
        <span className="flex flex-wrap items-baseline gap-x-2">
          <b className="text-lg font-semibold">{row.name}</b>
          <span className="text-sm text-soft">{row.className}</span>
          <span className="ms-auto">
            <Chip tone={renewal.state === 'overdue' ? 'due' : 'plain'}>
              {renewal.afterChange ? (
                <Trans>家里有变化</Trans>
              ) : renewal.state === 'overdue' ? (
                <Trans>这一轮没核对</Trans>
              ) : (
                <Trans>还没核对</Trans>
              )}
            </Chip>
          </span>
        </span>
        <span className="block text-sm text-soft">
          <Trans>还要核对：{missing}</Trans>
        </span>
      </Link>
    </Card>
  )
}

function Ready({ list }: { list: RenewalList }) {
  const { t } = useLingui()
  const [setting, setSetting] = useState(false)
  const [shown, setShown] = useState(STEP)
  const { renewed, files, round } = list
  const days = round === null ? '' : formatDateRange(round.from, round.to)
  return (
    <>
      <Card className="flex items-center gap-4">
        <Ring count={renewed} of={files} label={t`核对过 ${renewed} 份，共 ${files} 份`} />
        <div className="min-w-0">
          <p className="font-semibold">
            <Trans>
              核对过 {renewed} 份，共 {files} 份
            </Trans>{' '}
            <span className="text-soft">{formatPercent(renewed, files)}</span>
          </p>
          {days !== '' && (
            <p className="text-soft">
              <Trans>这一轮：{days}</Trans>
            </p>
          )}
          <p className="text-sm text-soft">{ruleText(list)}</p>
        </div>
      </Card>
      {list.maySet && (
        <p className="mt-2.5">
          <Button icon="settings" onClick={() => setSetting(true)}>
            <Trans>什么时候核对</Trans>
          </Button>
        </p>
      )}
      {files === 0 ? (
        <EmptyState icon="file" title={<Trans>还没有档案</Trans>}>
          <Trans>孩子计入名单以后，档案会自动打开。</Trans>
        </EmptyState>
      ) : list.rows.length === 0 ? (
        <div className="mt-4">
          <Banner tone="done">
            <Trans>都核对过了。</Trans>
          </Banner>
        </div>
      ) : (
        <>
          <ul className="mt-4 space-y-2.5">
            {list.rows.slice(0, shown).map((row) => (
              <Row key={row.pupilId} row={row} />
            ))}
          </ul>
          {list.rows.length > shown && <LoadMore onPress={() => setShown(shown + STEP)} />}
        </>
      )}
      {setting && <RuleDialog rule={list.rule} onClose={() => setSetting(false)} />}
    </>
  )
}

/** The round of renewal that is on: whose file nobody has gone through yet. */
export function RenewalsPage() {
  const list = useQuery(renewalsQuery)
  return (
    <Page>
      <PageHeader
        back={{ link: { to: '/children' }, label: <Trans>孩子</Trans> }}
        title={<Trans>核对档案</Trans>}
      />
      {list.data !== undefined ? (
        <Ready list={list.data} />
      ) : list.isError ? (
        <QueryError error={list.error} onRetry={() => void list.refetch()} busy={list.isFetching} />
      ) : (
        <Skeleton rows={5} />
      )}
    </Page>
  )
}
