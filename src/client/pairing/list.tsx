import { plural } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { groupsFor } from '#shared/pairing/rules/composition.ts'
import type { HelperLoad, PairChild, PairingLine, PairingOverview } from '#shared/pairing/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { formatPercent } from '#client/lib/format.ts'
import { missingText, partText } from '#client/lib/pairing-words.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { LoadBar } from '#client/ui/bars.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { Tabs } from '#client/ui/tabs.tsx'
import { PairingCard } from './parts/pairing-card.tsx'
import { pairingsQuery } from './queries.ts'

const route = getRouteApi('/app/pairing')

/** One child who lacks somebody, and the next step for it. */
function UnpairedChild({ child, mayPair }: { child: PairChild; mayPair: boolean }) {
  return (
    <Card as="li">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2">
        <div className="min-w-0">
          <p>
            <Link
              to="/children/$id"
              params={{ id: child.id }}
              className="inline-flex min-h-11 min-w-11 items-center font-semibold text-sea"
            >
              {child.name}
            </Link>
            <span className="ms-2 whitespace-nowrap text-soft">{child.className}</span>
          </p>
          <p className="flex flex-wrap gap-1.5">
            {child.missing.map((what) => (
              <Chip key={what} tone="due">
                {missingText(what)}
              </Chip>
            ))}
          </p>
        </div>
        {child.proposed !== null ? (
          <Link to="/pairing/$id" params={{ id: child.proposed }} className={buttonClass()}>
            <Trans>问问大家同不同意</Trans>
          </Link>
        ) : (
          mayPair && (
            <Link to="/pairing/new" search={{ child: child.id }} className={buttonClass()}>
              <Trans context="to pair a child">结对</Trans>
            </Link>
          )
        )}
      </div>
    </Card>
  )
}

function Unpaired({ view }: { view: PairingOverview }) {
  const open = view.children.filter(({ covered }) => !covered)
  if (open.length === 0)
    return (
      <EmptyState icon="heart" title={<Trans>每个孩子都有人帮扶</Trans>}>
        <Trans>有人离开、核查过期或结对结束时，孩子会马上回到这里。</Trans>
      </EmptyState>
    )
  return (
    <ul className="space-y-2.5">
      {open.map((child) => (
        <UnpairedChild key={child.id} child={child} mayPair={view.may.change} />
      ))}
    </ul>
  )
}

function Pairs({ pairings }: { pairings: readonly PairingLine[] }) {
  if (pairings.length === 0)
    return (
      <EmptyState icon="accounts" title={<Trans>还没有结对</Trans>}>
        <Trans>可以一个一个结对，也可以先请系统给出建议。</Trans>
      </EmptyState>
    )
  return (
    <ul className="space-y-2.5">
      {pairings.map((pairing) => (
        <PairingCard key={pairing.id} pairing={pairing} />
      ))}
    </ul>
  )
}

/** Who helps how many, as bars; whoever helps nobody yet comes last. */
function Helpers({ view }: { view: PairingOverview }) {
  const { t } = useLingui()
  const loadOf = ({ children, elsewhere }: HelperLoad): number => children.length + elsewhere
  const rows = [...view.helpers].sort((a, b) => loadOf(b) - loadOf(a))
  return (
    <>
      {view.may.keepHelpers && (
        <Link to="/helpers" className={`mb-3 ${buttonClass()}`}>
          <Icon name="accounts" />
          <Trans>志愿者和帮手资料</Trans>
        </Link>
      )}
      <Card>
        <p className="pb-1 text-end text-sm text-soft">
          <Trans>帮几个孩子 / 最多几个</Trans>
        </p>
        {rows.map((row) => {
          const { part, personId, name, children, most } = row
          const count = loadOf(row)
          const names = joinWords(children.map((child) => child.name))
          return (
            <div key={`${part}${personId}`} className="border-b border-line py-1 last:border-0">
              <LoadBar
                name={name}
                load={count}
                capacity={most}
                label={t`${name}帮扶 ${count} 个孩子，最多 ${most} 个`}
              />
              <p className="pb-1.5 text-sm text-soft">
                {names === '' ? partText(part) : `${partText(part)} · ${names}`}
              </p>
            </div>
          )
        })}
      </Card>
    </>
  )
}

/** 3 + 2 + 1 + 1: how many groups the school needs, and those that are there. */
function Groups({ view }: { view: PairingOverview }) {
  const needed = groupsFor(view.coverage.children)
  const groups = view.pairings.filter(({ kind }) => kind === 'group3211')
  const pupils = plural(needed.pupils, { one: '# 位同学', other: '# 位同学' })
  const parents = plural(needed.parents, { one: '# 位爱心家长', other: '# 位爱心家长' })
  const teachers = plural(needed.teachers, { one: '# 位老师', other: '# 位老师' })
  return (
    <>
      <p className="mb-3 text-soft">
        <Plural value={needed.groups} one="全校要 # 个小组：" other="全校要 # 个小组：" />
        <Trans>
          另外 {pupils}、{parents}、{teachers}。
        </Trans>
      </p>
      <Pairs pairings={groups} />
      {view.may.change && (
        <Link to="/pairing/new" search={{ kind: 'group3211' }} className={`mt-3 ${buttonClass()}`}>
          <Icon name="plus" />
          <Trans>新小组</Trans>
        </Link>
      )}
    </>
  )
}

function Head({ view }: { view: PairingOverview }) {
  const { children, covered, reviewsDue } = view.coverage
  const share = formatPercent(covered, children)
  return (
    <>
      {view.may.change && (
        <div className="mb-4 flex flex-wrap gap-3">
          <Link to="/pairing/suggestions" className={buttonClass({ tone: 'primary' })}>
            <Icon name="search" />
            <Trans>看看建议</Trans>
          </Link>
          <Link to="/pairing/new" className={buttonClass()}>
            <Icon name="plus" />
            <Trans>结一对</Trans>
          </Link>
        </div>
      )}
      <p className="mb-3">
        <Trans>
          {children} 个孩子里 {covered} 个有人帮扶（{share}）
        </Trans>
        {reviewsDue > 0 && (
          <span className="ms-2 font-semibold text-amber">
            <Plural value={reviewsDue} one="# 对该看看效果了" other="# 对该看看效果了" />
          </span>
        )}
      </p>
      {view.may.change && view.scope === 'keyTargets' && !view.named && (
        <div className="mb-4">
          <Banner>
            <Trans>
              方案只要求给重点帮扶的孩子结对，可是还没有标出是哪些孩子，所以先列出名单上的所有孩子。在孩子的页面上可以标。
            </Trans>
          </Banner>
        </div>
      )}
    </>
  )
}

function View({ view }: { view: PairingOverview }) {
  const { t } = useLingui()
  const { tab = 'unpaired' } = route.useSearch()
  const navigate = route.useNavigate()
  const open = view.children.filter(({ covered }) => !covered).length
  const usesGroups =
    view.models.some(({ kind }) => kind === 'group3211') ||
    view.pairings.some(({ kind }) => kind === 'group3211')
  return (
    <>
      <Head view={view} />
      <Tabs
        aria-label={t`结对`}
        value={tab}
        onChange={(next) =>
          void navigate({ search: next === 'unpaired' ? {} : { tab: next }, replace: true })
        }
        tabs={[
          { value: 'unpaired', label: <Trans>还缺人 {open}</Trans>, content: <Unpaired view={view} /> },
          { value: 'children', label: <Trans>已结对</Trans>, content: <Pairs pairings={view.pairings} /> },
          { value: 'helpers', label: <Trans>帮手</Trans>, content: <Helpers view={view} /> },
          ...(usesGroups
            ? [{ value: 'groups' as const, label: <Trans>小组</Trans>, content: <Groups view={view} /> }]
            : []),
        ]}
      />
    </>
  )
}

/** Who helps whom: whoever still lacks somebody stands first. */
export function PairingsPage() {
  const view = useQuery(pairingsQuery)
  return (
    <Page>
      <PageHeader title={<Trans>结对</Trans>} below={<Trans>谁帮扶哪个孩子，还有谁没有人</Trans>} />
      {view.data !== undefined ? (
        <View view={view.data} />
      ) : view.isError ? (
        <QueryError error={view.error} onRetry={() => void view.refetch()} busy={view.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
