import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { relationFromWord } from '#shared/children/rules/relations.ts'
import { errorText } from '#client/lib/error-text.ts'
import { newId } from '#client/lib/id.ts'
import { kinText } from '#client/lib/kin-words.ts'
import { currentClasses, organisationQuery } from '#client/lib/organisation.ts'
import { useHasRole, useSession } from '#client/lib/session.ts'
import { ClosedToRole, QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Section } from '#client/ui/card.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { ActionBar, Page, PageHeader } from '#client/ui/page.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { DateInput, Select, TextInput } from '#client/ui/text-input.tsx'
import { emptyChild, faultsOf, oneRowFile, type OneChild, type OneField } from './parts/one-child.ts'
import { reasonText } from './parts/row-words.ts'
import { useStartImport } from './queries.ts'

/** Who cares for a child, in the words of a roster. */
const CARERS = ['祖母', '祖父', '外祖母', '外祖父', '母亲', '父亲', '姑母', '姨母', '不确定', '无人']

interface Filling {
  child: OneChild
  faults: Partial<Record<OneField, string>>
  set: (field: OneField, value: string) => void
}

function Line({
  at,
  label,
  help,
  filling,
  required = false,
}: {
  at: OneField
  label: ReactNode
  help?: ReactNode
  filling: Filling
  required?: boolean
}) {
  const { child, faults, set } = filling
  const fault = faults[at]
  return (
    <Field label={label} help={help} required={required} error={fault && reasonText(fault)}>
      <TextInput value={child[at]} onChange={(value) => set(at, value)} maxLength={100} autoComplete="off" />
    </Field>
  )
}

function Day({
  at,
  label,
  filling,
  required = false,
}: {
  at: OneField
  label: ReactNode
  filling: Filling
  required?: boolean
}) {
  const { today } = useSession().school
  const fault = filling.faults[at]
  return (
    <Field label={label} required={required} error={fault && reasonText(fault)}>
      <DateInput value={filling.child[at]} onChange={(value) => filling.set(at, value)} max={today} />
    </Field>
  )
}

function Parent({ who, filling }: { who: 'father' | 'mother'; filling: Filling }) {
  return (
    <div className="space-y-4">
      <Line at={`${who}.name`} label={<Trans>姓名</Trans>} filling={filling} />
      <Line at={`${who}.phone`} label={<Trans>电话</Trans>} filling={filling} />
      <Line
        at={`${who}.place`}
        label={<Trans>在哪里务工</Trans>}
        help={<Trans>在家就空着。</Trans>}
        filling={filling}
      />
      <Day at={`${who}.awayFrom`} label={<Trans>哪天走的</Trans>} filling={filling} />
    </div>
  )
}

function About({ filling, classes }: { filling: Filling; classes: readonly string[] }) {
  const { t } = useLingui()
  const { child, faults, set } = filling
  return (
    <div className="space-y-4">
      <Line at="name" label={<Trans>姓名</Trans>} filling={filling} required />
      <Field
        label={<Trans context="label">性别</Trans>}
        required
        group
        error={faults.sex && reasonText(faults.sex)}
      >
        <Choice
          value={child.sex}
          onChange={(value) => set('sex', value)}
          options={[
            { value: '男', label: t({ message: '男', context: 'child' }) },
            { value: '女', label: t({ message: '女', context: 'child' }) },
          ]}
        />
      </Field>
      <Field label={<Trans>班级</Trans>} required error={faults.className && reasonText(faults.className)}>
        <Select
          value={child.className}
          onChange={(value) => set('className', value)}
          options={classes.map((name) => ({ value: name, label: name }))}
          placeholder={t`请选班级`}
        />
      </Field>
      <Day at="birthDate" label={<Trans>出生日期</Trans>} filling={filling} required />
      <Line
        at="idNumber"
        label={<Trans>身份证号</Trans>}
        help={<Trans>还没有就空着，以后补上。</Trans>}
        filling={filling}
      />
      <Field label={<Trans>住校还是走读</Trans>} group>
        <Choice
          value={child.boarding}
          onChange={(value) => set('boarding', value)}
          options={[
            { value: '走读', label: t`走读` },
            { value: '住校', label: t`住校` },
          ]}
        />
      </Field>
      <Line at="address" label={<Trans>现住址</Trans>} filling={filling} />
    </div>
  )
}

function Carer({ filling }: { filling: Filling }) {
  const { t } = useLingui()
  const { child, set } = filling
  return (
    <div className="space-y-4">
      <Field label={<Trans>平时谁照顾</Trans>}>
        <Select
          value={child['carer.relation']}
          onChange={(value) => set('carer.relation', value)}
          options={CARERS.map((word) => ({ value: word, label: kinText(relationFromWord(word)) }))}
          placeholder={t`请选`}
        />
      </Field>
      <Line at="carer.name" label={<Trans>姓名</Trans>} filling={filling} />
      <Line at="carer.phone" label={<Trans>电话</Trans>} filling={filling} />
    </div>
  )
}

function OneForm({ classes }: { classes: readonly string[] }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { today } = useSession().school
  const [child, setChild] = useState(emptyChild)
  const [faults, setFaults] = useState<Filling['faults']>({})
  // What was changed is another file: only the very same may be sent again under its id.
  const [id, setId] = useState(newId)
  const start = useStartImport()
  const filling: Filling = {
    child,
    faults,
    set: (field, value) => {
      setChild({ ...child, [field]: value })
      setId(newId())
      setFaults({ ...faults, [field]: undefined })
    },
  }
  const send = (): void => {
    const found = faultsOf(child, today)
    setFaults(found)
    if (Object.keys(found).length > 0) return
    const file = oneRowFile(child, `${t`手工填的一个孩子`}.csv`)
    start.mutate(
      { id, file, asOf: today, signal: new AbortController().signal },
      { onSuccess: ({ importId }) => void navigate({ to: '/roster/$id', params: { id: importId } }) },
    )
  }
  const wrong = Object.values(faults).some((fault) => fault !== undefined)
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <About filling={filling} classes={classes} />
      <Section title={<Trans>父亲</Trans>}>
        <Parent who="father" filling={filling} />
      </Section>
      <Section title={<Trans>母亲</Trans>}>
        <Parent who="mother" filling={filling} />
      </Section>
      <Section title={<Trans>谁照顾</Trans>}>
        <Carer filling={filling} />
      </Section>
      <div className="mt-4 space-y-3">
        {wrong && (
          <Banner tone="danger">
            <Trans>有的地方要改，看红字。</Trans>
          </Banner>
        )}
        {start.error !== null && <Banner tone="danger">{errorText(start.error)}</Banner>}
      </div>
      <ActionBar>
        <Button type="submit" tone="primary" size="lg" busy={start.isPending}>
          <Trans>看一眼再写进名册</Trans>
        </Button>
      </ActionBar>
    </form>
  )
}

/** One child that came in the middle of a term: a roster of one row, looked at and undone like any other (C02). */
export function OneChildPage() {
  const mayImport = useHasRole('administrator', 'archiveKeeper')
  const { today } = useSession().school
  const query = useQuery({ ...organisationQuery, enabled: mayImport })
  const classes = query.data && currentClasses(query.data, today).map(({ name }) => name)
  return (
    <Page>
      <PageHeader
        title={<Trans>添加一个孩子</Trans>}
        back={{ link: { to: '/roster' }, label: <Trans>名册导入</Trans> }}
      />
      {!mayImport ? (
        <ClosedToRole />
      ) : classes !== undefined ? (
        <OneForm classes={classes} />
      ) : query.isError ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} busy={query.isFetching} />
      ) : (
        <Skeleton rows={5} />
      )}
    </Page>
  )
}
