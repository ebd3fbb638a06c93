import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DiaryLine } from '#shared/handbook/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { Section } from '#client/ui/card.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { diariesQuery } from '../queries.ts'

const line = 'flex min-h-[52px] items-center gap-3 px-3.5 py-2'

function Kept({ diary }: { diary: DiaryLine }) {
  const { t } = useLingui()
  const last = diary.lastOn === null ? '' : formatDate(diary.lastOn)
  const count = plural(diary.entries, { one: '# 篇', other: '# 篇' })
  return (
    <span className="text-sm text-soft">{diary.entries === 0 ? t`还没有写` : t`${count}，最近 ${last}`}</span>
  )
}

function Own({ diaries }: { diaries: readonly DiaryLine[] }) {
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-white">
      {diaries.map((diary) => (
        <li key={diary.child.id}>
          <Link
            to="/diary/$childId"
            params={{ childId: diary.child.id }}
            className={`${line} -outline-offset-2 hover:bg-paper`}
          >
            <span className="min-w-0 flex-1">
              <span className="block font-medium">{diary.child.name}</span>
              <Kept diary={diary} />
            </span>
            <Icon name="forward" className="shrink-0 text-soft" />
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Others({ diaries }: { diaries: readonly DiaryLine[] }) {
  return (
    <Section title={<Trans>帮扶老师的日记</Trans>} aside={<Trans>只看得到写没写</Trans>}>
      <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-white">
        {diaries.map((diary) => (
          <li key={`${diary.child.id} ${diary.authorName}`} className={`${line} flex-wrap gap-y-0`}>
            <span className="min-w-0 flex-1 basis-40">
              <span className="block font-medium">{diary.authorName}</span>
              <span className="text-sm text-soft">
                {diary.child.name}
                {diary.className !== null && ` · ${diary.className}`}
              </span>
            </span>
            <Kept diary={diary} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** A class teacher keeps the handbook; diaries come with helping teachers. */
function NoHelpers() {
  const keepsBook = useHasRole('classTeacher')
  return (
    <EmptyState
      icon="edit"
      title={<Trans>还没有帮扶老师</Trans>}
      action={
        keepsBook && (
          <Link to="/handbook" className={buttonClass()}>
            <Trans>去班队工作手册</Trans>
          </Link>
        )
      }
    >
      {keepsBook ? (
        <Trans>班里有了帮扶老师，这里看得到日记写没写。您自己的记录写在班队工作手册里。</Trans>
      ) : (
        <Trans>管理员把老师和孩子结上对，老师就能写日记。</Trans>
      )}
    </EmptyState>
  )
}

/** A helper's own diaries, and for head and class teacher that diaries are kept. */
export function DiariesPage() {
  const allowed = useHasRole('principal', 'classTeacher', 'helpingTeacher')
  const query = useQuery({ ...diariesQuery, enabled: allowed })
  const own = query.data?.diaries.filter(({ mine }) => mine) ?? []
  const others = query.data?.diaries.filter(({ mine }) => !mine) ?? []
  return (
    <Page>
      <PageHeader
        title={<Trans>成长日记</Trans>}
        below={<Trans>帮扶老师写给自己看：看到孩子的一点变化，记下来。内容别人都看不到。</Trans>}
      />
      {!allowed ? (
        <EmptyState icon="lock" title={<Trans>日记由帮扶老师写</Trans>} />
      ) : query.isError ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
      ) : query.data === undefined ? (
        <Skeleton />
      ) : own.length + others.length === 0 ? (
        <NoHelpers />
      ) : (
        <>
          {own.length > 0 && <Own diaries={own} />}
          {others.length > 0 && <Others diaries={others} />}
        </>
      )}
    </Page>
  )
}
