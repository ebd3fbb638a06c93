import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { CareCategory, CategorySurvey } from '#shared/marks/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { formatNumber } from '#client/lib/format.ts'
import { useTyped } from '#client/lib/typed.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Card } from '#client/ui/card.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { marksQuery } from '../queries.ts'
import type { Wish } from './list-search.ts'
import { useKnowsMarks } from './mark-filter.tsx'
import { markText } from './mark-words.ts'

/** What the plan in force asks for this group. */
function useAsked({ survey, archive, duties }: CategorySurvey): string {
  const { t } = useLingui()
  const parts = [survey ? t`摸底` : '', archive ? t`建档` : '', duties ? t`谈心家访` : '']
  const asked = joinWords(parts.filter((part) => part !== ''))
  return asked === '' ? t`现在的方案没有要求` : t`方案要求：${asked}`
}

interface CountProps {
  category: CareCategory
  classId: string | null
  name: string
  count: number
}

/** The way to those marked so: which they are stands in no address. */
function useWay(mark: CareCategory) {
  const { keep } = useTyped<Wish>()
  const [state] = useState(() => keep({ mark }))
  return { to: '/children', state } as const
}

/** A class with how many; one touch shows them. */
function ClassCount({ category, classId, name, count }: CountProps) {
  const way = useWay(category)
  const text = formatNumber(count)
  if (classId === null)
    return (
      <span className="inline-flex min-h-11 items-center gap-1.5 px-1">
        {name} <b>{text}</b>
      </span>
    )
  return (
    <Link
      {...way}
      search={{ class: classId }}
      className="inline-flex min-h-11 items-center gap-1.5 px-1 text-sea underline-offset-4 hover:underline"
    >
      {name} <b>{text}</b>
    </Link>
  )
}

function Category({ one }: { one: CategorySurvey }) {
  const { t } = useLingui()
  const asked = useAsked(one)
  const { category, children: count, classes } = one
  const way = useWay(category)
  return (
    <Card as="li">
      <div className="flex min-h-11 items-center justify-between gap-3">
        <h2 className="min-w-0 font-semibold">{markText(category)}</h2>
        {count > 0 ? (
          <Link
            {...way}
            className="inline-flex min-h-11 shrink-0 items-center text-sea underline-offset-4 hover:underline"
          >
            <Plural value={count} one="# 个孩子" other="# 个孩子" />
          </Link>
        ) : (
          <span className="shrink-0 text-soft">
            <Trans>还没有登记</Trans>
          </span>
        )}
      </div>
      <p className="text-sm text-soft">{asked}</p>
      {classes.length > 0 && (
        <p className="mt-1 flex flex-wrap gap-x-3">
          {classes.map(({ id, name, children }) => (
            <ClassCount
              key={id ?? ''}
              category={category}
              classId={id}
              name={name ?? t`还没有分班`}
              count={children}
            />
          ))}
        </p>
      )}
    </Card>
  )
}

/** Whom else the school looks after, group by group and class by class: the survey the plans ask for (P11-11, P11-12). */
export function MarksPage() {
  const knows = useKnowsMarks()
  const survey = useQuery({ ...marksQuery, enabled: knows })
  return (
    <Page>
      <PageHeader
        title={<Trans>另外照顾的孩子</Trans>}
        below={<Trans>在孩子的页面“档案”里登记。这里只数今天还在照顾的，不算进名单的人数。</Trans>}
        back={{ link: { to: '/children' }, label: <Trans>孩子</Trans> }}
      />
      {!knows ? (
        <EmptyState icon="lock" title={<Trans>只有管档案的人看得到</Trans>} />
      ) : survey.data !== undefined ? (
        <ul className="space-y-2.5">
          {survey.data.categories.map((one) => (
            <Category key={one.category} one={one} />
          ))}
        </ul>
      ) : survey.isError ? (
        <QueryError error={survey.error} onRetry={() => void survey.refetch()} busy={survey.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
