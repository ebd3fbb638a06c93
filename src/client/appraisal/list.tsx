import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { AppraisalView } from '#shared/appraisal/schema.ts'
import { appraisalQuery } from '#client/lib/appraisal.ts'
import { knownName } from '#client/lib/known-name.ts'
import { useHasRole } from '#client/lib/session.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Field } from '#client/ui/field.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { Page, PageHeader } from '#client/ui/page.tsx'
import { EmptyState, Skeleton } from '#client/ui/states.tsx'
import { Select } from '#client/ui/text-input.tsx'
import { Harm, OtherWay } from './parts/harm.tsx'
import { SchemeCard } from './parts/scheme-card.tsx'
import { pointsText, yuanText } from './parts/words.ts'

const route = getRouteApi('/app/appraisal')

/** One own sum: of no child, and of nobody else (H-07). */
function Own({ view }: { view: AppraisalView }) {
  const { own, ownWithheld } = view
  if (own === null && ownWithheld === null) return null
  return (
    <Section title={<Trans>我的合计</Trans>}>
      <Card tone="soft">
        {ownWithheld === 'incomplete' ? (
          <p>
            <Trans>名次还没有填齐，填齐了再显示：现在看，就看得出是哪个孩子的分。</Trans>
          </p>
        ) : own === null ? (
          <p>
            <Trans>您的分数只靠一个孩子，说出来就是那个孩子的分，这里不显示。金额请当面问校长。</Trans>
          </p>
        ) : (
          <>
            <p className="text-xl font-bold">
              {pointsText(own.points)} · {yuanText(own.yuan)}
            </p>
            <p className="text-soft">
              <Trans>到今天为止，所有孩子合在一起。只有您和校长看得到。</Trans>
            </p>
          </>
        )}
      </Card>
    </Section>
  )
}

const line = 'flex min-h-[52px] items-center gap-3 px-3.5 py-3 -outline-offset-2 hover:bg-paper'

/** What the person enters. */
function Entering({ view }: { view: AppraisalView }) {
  const { id, classes, marks } = view
  if (id === null || (classes.length === 0 && !marks)) return null
  return (
    <Section title={<Trans>要填的</Trans>}>
      <Card pad="none" className="divide-y divide-line">
        {classes.map(({ id: classId, name }) => (
          <Link key={classId} to="/appraisal/$id/ranks/$classId" params={{ id, classId }} className={line}>
            <span className="min-w-0 flex-1">
              <Trans>{name}：期末名次</Trans>
            </span>
            <Icon name="forward" className="shrink-0 text-soft" />
          </Link>
        ))}
        {marks && (
          <Link to="/appraisal/$id/marks" params={{ id }} className={line}>
            <span className="min-w-0 flex-1">
              <Trans>表现和三好学生</Trans>
            </span>
            <Icon name="forward" className="shrink-0 text-soft" />
          </Link>
        )}
      </Card>
    </Section>
  )
}

function Off({ view, leads }: { view: AppraisalView; leads: boolean }) {
  if (!leads)
    return (
      <EmptyState icon="lock" title={<Trans>学校没有打开</Trans>}>
        <Trans>这里没有分数，也没有金额。</Trans>
      </EmptyState>
    )
  return (
    <>
      <Harm />
      <OtherWay />
      <Section title={<Trans>还是要用方案六、八的办法</Trans>}>
        <Card>
          <p>
            <Trans>
              由校长按学年打开，再请另一位校长或管理员同意。名次不公布；别人的分数和金额，只有校长看得到。
            </Trans>
          </p>
          {view.may.turnOn && view.year !== null && view.year.id === view.years.at(-1)?.id && (
            <div className="mt-3">
              <Link to="/appraisal/new" search={{ yearId: view.year.id }} className={buttonClass()}>
                <Trans>看看怎么打开</Trans>
              </Link>
            </div>
          )}
        </Card>
      </Section>
    </>
  )
}

function Shown({ view, leads }: { view: AppraisalView; leads: boolean }) {
  const { state, id, scheme, may } = view
  if (state === 'off') return <Off view={view} leads={leads} />
  return (
    <>
      {state === 'asked' && (
        <Banner tone="due" title={<Trans>还要另一位同意</Trans>}>
          {may.approve ? (
            <Trans>请看清下面的做法，再决定。没有您同意，什么也不会算。</Trans>
          ) : (
            <Trans>请另一位校长或管理员到这一页来看。在这以前谁也不能填，什么也不算。</Trans>
          )}
        </Banner>
      )}
      {may.approve && (
        <div className="mt-3">
          <Harm />
        </div>
      )}
      <Own view={view} />
      <Entering view={view} />
      {may.results && id !== null && (
        <div className="mt-5">
          <Link to="/appraisal/$id/results" params={{ id }} className={buttonClass({ tone: 'primary' })}>
            <Trans>看每人合计和学生奖</Trans>
          </Link>
        </div>
      )}
      {scheme !== null && <SchemeCard view={view} scheme={scheme} />}
    </>
  )
}

/** Only when there is another year to look at. */
function Years({ view }: { view: AppraisalView }) {
  const navigate = route.useNavigate()
  if (view.years.length < 2 || view.year === null) return null
  return (
    <Field label={<Trans>学年</Trans>} className="mb-4">
      <Select
        value={view.year.id}
        onChange={(yearId) => void navigate({ search: { yearId }, replace: true })}
        options={view.years.map(({ id, name }) => ({ value: id, label: knownName(name) }))}
      />
    </Field>
  )
}

/** Points and awards: off by default, and seen by nobody but whom it concerns (C35). */
export function AppraisalPage() {
  const { t } = useLingui()
  const { yearId } = route.useSearch()
  const leads = useHasRole('principal', 'administrator')
  const query = useQuery(appraisalQuery(yearId))
  const back = leads
    ? ({ link: { to: '/organisation' }, label: t`学校设置` } as const)
    : ({ link: { to: '/me' }, label: t`我的` } as const)
  return (
    <Page>
      <PageHeader
        title={<Trans>考核奖励</Trans>}
        {...(query.data?.year && { above: knownName(query.data.year.name) })}
        back={back}
      />
      {query.data !== undefined ? (
        <>
          <Years view={query.data} />
          <Shown view={query.data} leads={leads} />
        </>
      ) : query.isError ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
      ) : (
        <Skeleton rows={3} />
      )}
    </Page>
  )
}
