import { Trans, useLingui } from '@lingui/react/macro'
import type { PlanParams } from '#shared/duties/schema.ts'
import type { Period } from '#shared/periods/schema.ts'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Choices } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { Select, TextInput } from '#client/ui/text-input.tsx'
import * as words from './param-words.ts'
import { periodText, sentenceOf } from './rule-words.ts'

interface ParamsProps {
  value: PlanParams
  onChange: (value: PlanParams) => void
}

const periods: readonly Period[] = ['week', 'twoWeeks', 'month', 'term', 'schoolYear', 'civilYear', 'once']
const periodOptions = () => periods.map((value) => ({ value, label: sentenceOf(periodText(value)) }))

/** Which of the ones there are, each with its period and by whom. */
export function OnesField({ value, onChange }: ParamsProps) {
  const { t } = useLingui()
  const set = (ones: PlanParams['ones']): void => onChange({ ...value, ones })
  return (
    <>
      <Field group label={<Trans>“几个一”</Trans>}>
        <Choices
          value={value.ones.map(({ key }) => key)}
          onChange={(keys) =>
            set(
              keys.map(
                (key) =>
                  value.ones.find((one) => one.key === key) ?? { key, period: 'month', actor: 'school' },
              ),
            )
          }
          options={words.oneOptions()}
        />
      </Field>
      {value.ones.map((one) => {
        const name = words.oneText(one.key)
        const change = (next: Partial<typeof one>): void =>
          set(value.ones.map((other) => (other.key === one.key ? { ...other, ...next } : other)))
        return (
          <Field key={one.key} group label={sentenceOf(name)}>
            <div className="grid gap-2 sm:grid-cols-2">
              <Select
                aria-label={t`${name}：谁做`}
                value={one.actor}
                onChange={(actor) => change({ actor })}
                options={words.actorOptions()}
              />
              <Select
                aria-label={t`${name}：多久一次`}
                value={one.period}
                onChange={(period) => change({ period })}
                options={periodOptions()}
              />
            </div>
          </Field>
        )
      })}
    </>
  )
}

/** Rates aimed at; an empty number is a direction without one. */
export function TargetsField({ value, onChange }: ParamsProps) {
  const set = (targets: PlanParams['targets']): void => onChange({ ...value, targets })
  return (
    <>
      <Field group label={<Trans>目标</Trans>}>
        <Choices
          value={value.targets.map(({ key }) => key)}
          onChange={(keys) =>
            set(keys.map((key) => value.targets.find((one) => one.key === key) ?? { key, percent: null }))
          }
          options={words.targetOptions()}
        />
      </Field>
      {value.targets.map((target) => {
        const name = words.targetText(target.key)
        return (
          <Field
            key={target.key}
            label={<Trans>{name}要到百分之几</Trans>}
            help={<Trans>空着就是没有数字。</Trans>}
          >
            <TextInput
              type="number"
              inputMode="decimal"
              min={0}
              max={100}
              value={target.percent === null ? '' : String(target.percent)}
              onChange={(text) => {
                const percent = text.trim() === '' ? null : Math.min(100, Math.max(0, Number(text)))
                set(value.targets.map((one) => (one.key === target.key ? { ...one, percent } : one)))
              }}
            />
          </Field>
        )
      })}
    </>
  )
}

/** Minutes until each is told. */
export function EmergencyField({ value, onChange }: ParamsProps) {
  const { t } = useLingui()
  const { emergency } = value
  const labels = { carer: t`几分钟告诉照护人`, parents: t`几分钟告诉父母`, authority: t`几分钟上报` }
  return (
    <>
      <Checkbox
        checked={emergency !== null}
        onChange={(on) =>
          onChange({ ...value, emergency: on ? { carer: 30, parents: 60, authority: 120 } : null })
        }
        label={<Trans>出事以后多久要告诉谁，定下时限</Trans>}
      />
      {emergency !== null &&
        (['carer', 'parents', 'authority'] as const).map((who) => (
          <Field key={who} label={labels[who]}>
            <TextInput
              type="number"
              inputMode="numeric"
              min={1}
              value={String(emergency[who])}
              onChange={(text) =>
                onChange({
                  ...value,
                  emergency: { ...emergency, [who]: Math.max(1, Math.floor(Number(text))) },
                })
              }
            />
          </Field>
        ))}
    </>
  )
}

/** Meetings and how often; without a period they are held when needed. */
export function MeetingsField({ value, onChange }: ParamsProps) {
  const { t } = useLingui()
  const set = (meetings: PlanParams['meetings']): void => onChange({ ...value, meetings })
  return (
    <>
      <Field group label={<Trans>开会</Trans>}>
        <Choices
          value={value.meetings.map(({ kind }) => kind)}
          onChange={(kinds) =>
            set(
              kinds.map(
                (kind) => value.meetings.find((one) => one.kind === kind) ?? { kind, period: 'term' },
              ),
            )
          }
          options={words.meetingOptions()}
        />
      </Field>
      {value.meetings.map((meeting) => (
        <Field key={meeting.kind} label={sentenceOf(t`${words.meetingText(meeting.kind)}多久一次`)}>
          <Select
            value={meeting.period ?? 'none'}
            onChange={(period) =>
              set(
                value.meetings.map((one) =>
                  one.kind === meeting.kind ? { ...one, period: period === 'none' ? null : period } : one,
                ),
              )
            }
            options={[{ value: 'none', label: sentenceOf(t`不定期`) }, ...periodOptions()]}
          />
        </Field>
      ))}
    </>
  )
}

/** Written summaries and how often. */
export function SummariesField({ value, onChange }: ParamsProps) {
  const { t } = useLingui()
  const set = (summaries: PlanParams['summaries']): void => onChange({ ...value, summaries })
  const often = (['term', 'schoolYear', 'civilYear'] as const).map((one) => ({
    value: one,
    label: sentenceOf(periodText(one)),
  }))
  return (
    <>
      <Field group label={<Trans>总结</Trans>}>
        <Choices
          value={value.summaries.map(({ level }) => level)}
          onChange={(levels) =>
            set(
              levels.map(
                (level) => value.summaries.find((one) => one.level === level) ?? { level, period: 'term' },
              ),
            )
          }
          options={words.levelOptions()}
        />
      </Field>
      {value.summaries.map((summary) => (
        <Field key={summary.level} label={sentenceOf(t`${words.levelText(summary.level)}多久一份`)}>
          <Select
            value={summary.period}
            onChange={(period) =>
              set(value.summaries.map((one) => (one.level === summary.level ? { ...one, period } : one)))
            }
            options={often}
          />
        </Field>
      ))}
    </>
  )
}
