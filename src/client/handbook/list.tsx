import { plural } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Handbooks } from '#shared/handbook/schema.ts'
import { knownName } from '#client/lib/known-name.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { cx } from '#client/ui/cx.ts'
import { Icon } from '#client/ui/icon.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { type PageState, stateText } from './parts/words.ts'
import { Weeks } from './parts/weeks.tsx'
import { handbooksQuery } from './queries.ts'

const squares: Record<PageState, string> = {
  completed: 'bg-leaf',
  missing: 'bg-amber-strong',
  open: 'border-2 border-sea bg-white',
  free: 'bg-sand',
  upcoming: 'bg-sand',
}

/** One square for each week; the words beside it say the same. */
function Strip({ states }: { states: readonly PageState[] }) {
  return (
    <span aria-hidden="true" className="print-exact mt-1.5 flex flex-wrap gap-[3px]">
      {states.map((state, at) => (
        <span key={at} className={cx('size-3 rounded-[3px]', squares[state])} />
      ))}
    </span>
  )
}

/** What the squares mean; only those that are there. */
function Legend({ classes }: { classes: Handbooks['classes'] }) {
  const there = new Set(classes.flatMap(({ states }) => states))
  const marked: readonly PageState[] = ['completed', 'missing', 'open']
  return (
    <ul className="print-exact mb-3 flex flex-wrap gap-x-4 gap-y-1.5 text-sm text-soft">
      {marked
        .filter((state) => there.has(state))
        .map((state) => (
          <li key={state} className="flex items-center gap-1.5">
            <span aria-hidden="true" className={cx('size-3 rounded-[3px]', squares[state])} />
            {stateText(state)}
          </li>
        ))}
      {(there.has('free') || there.has('upcoming')) && (
        <li className="flex items-center gap-1.5">
          <span aria-hidden="true" className={cx('size-3 rounded-[3px]', squares.free)} />
          <Trans>还没到，或没有要求</Trans>
        </li>
      )}
    </ul>
  )
}

/** What is missing, else what was written: a handbook nobody has begun, or that nobody asked for, is not praised. */
function Kept({ missing, states }: Pick<Handbooks['classes'][number], 'missing' | 'states'>) {
  if (missing > 0) return <Chip tone="due">{plural(missing, { one: '缺 # 周', other: '缺 # 周' })}</Chip>
  const written = states.filter((state) => state === 'completed').length
  return written === 0 ? (
    <Chip tone="plain">
      <Trans>还没有写过</Trans>
    </Chip>
  ) : (
    <Chip tone="done">{plural(written, { one: '写完 # 周', other: '写完 # 周' })}</Chip>
  )
}

function Classes({ classes }: { classes: Handbooks['classes'] }) {
  return (
    <ul className="grid gap-2.5 md:grid-cols-2">
      {classes.map(({ classId, className, teachers, states, missing }) => (
        <li key={classId}>
          <Link
            to="/handbook/$classId"
            params={{ classId }}
            className="flex h-full items-start gap-3 rounded-card border border-line bg-white px-3.5 py-3 hover:border-sea-line"
          >
            <span className="min-w-0 flex-1">
              <span className="flex flex-wrap items-center justify-between gap-2">
                <span className="font-semibold">{className}</span>
                <Kept missing={missing} states={states} />
              </span>
              <span className="block text-sm text-soft">
                {teachers.length > 0 ? joinWords(teachers) : <Trans>还没有班主任</Trans>}
              </span>
              <Strip states={states} />
            </span>
            <Icon name="forward" className="mt-1 shrink-0 text-soft" />
          </Link>
        </li>
      ))}
    </ul>
  )
}

function NoWeeks() {
  const manages = useHasRole('principal')
  return (
    <EmptyState
      icon="calendar"
      title={<Trans>还没有学期</Trans>}
      action={
        manages && (
          <Link to="/organisation/year" className={buttonClass({ tone: 'primary' })}>
            <Trans>去设学期</Trans>
          </Link>
        )
      }
    >
      <Trans>手册按教学周分页，设好学期就有。</Trans>
    </EmptyState>
  )
}

function Books({ books }: { books: Handbooks }) {
  const [only] = books.classes
  if (books.weeks.length === 0) return <NoWeeks />
  if (only === undefined) return <EmptyState icon="children" title={<Trans>这个学年还没有班级</Trans>} />
  return books.classes.length === 1 ? (
    <Weeks books={books} classId={only.classId} />
  ) : (
    <>
      <Legend classes={books.classes} />
      <Classes classes={books.classes} />
    </>
  )
}

/** Which weeks of which classes are kept; a class teacher of one class begins with its weeks. */
export function HandbooksPage() {
  const allowed = useHasRole('principal', 'classTeacher')
  const query = useQuery({ ...handbooksQuery, enabled: allowed })
  const books = query.data
  // Who has diaries of the own, or looks over the whole school, has them in the menu.
  const inMenu = useHasRole('principal', 'helpingTeacher')
  const writes = useHasRole('helpingTeacher')
  const name = books?.classes.length === 1 ? books.classes[0]?.className : undefined
  return (
    <Page width="wide">
      <PageHeader
        title={<Trans>班队工作手册</Trans>}
        {...(books?.year && { above: knownName(books.year.name) })}
        {...(name !== undefined && { below: name })}
      />
      {!allowed ? (
        <EmptyState
          icon="lock"
          title={<Trans>手册由班主任写，校长看</Trans>}
          action={
            writes && (
              <Link to="/diary" className={buttonClass({ tone: 'primary' })}>
                <Trans>去写成长日记</Trans>
              </Link>
            )
          }
        />
      ) : books !== undefined ? (
        <>
          <Books books={books} />
          {!inMenu && books.classes.length > 0 && (
            <Link to="/diary" className={`${buttonClass({ tone: 'plain' })} mt-5`}>
              <Trans>帮扶老师给班里孩子写的日记</Trans>
            </Link>
          )}
        </>
      ) : query.isError ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
      ) : (
        <Skeleton rows={4} />
      )}
    </Page>
  )
}
