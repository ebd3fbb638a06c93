import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import type { Alternative } from '#shared/duties/rules/alternatives.ts'
import type { AlternativeLoad, PlanPreview } from '#shared/plans/schema.ts'
import { Button } from '#client/ui/button.tsx'
import { Section } from '#client/ui/card.tsx'
import { hoursText } from './amounts.ts'

function useChoiceText(): Record<Alternative, string> {
  const { t } = useLingui()
  return {
    talkMonthly: t`谈心改成每月一次`,
    contactMonthly: t`联系家长改成每月一次`,
    visitOnce: t`家访改成每学期一次`,
    talkByHelper: t`谈心分给帮扶老师`,
    contactByHelper: t`联系家长分给帮扶老师`,
    visitByHelper: t`家访分给帮扶老师`,
  }
}

function useOutcome(): (choice: AlternativeLoad) => string {
  const { t } = useLingui()
  return ({ busiestHours, overloaded, nobody }) => {
    const hours = hoursText(busiestHours ?? 0)
    const rest = overloaded === 0 ? t`没有人超出` : t`还有 ${overloaded} 位超出`
    const missing =
      nobody > 0
        ? plural(nobody, { one: '；先要给 # 个孩子安排帮扶老师', other: '；先要给 # 个孩子安排帮扶老师' })
        : ''
    return t`最忙的人每周约 ${hours}，${rest}${missing}。`
  }
}

/** What another choice would change, each one tap away; while nobody is on the list nobody's week would. */
export function OtherChoices({
  preview,
  onTry,
}: {
  preview: PlanPreview
  onTry: (choice: Alternative) => void
}) {
  const { t } = useLingui()
  const texts = useChoiceText()
  const outcome = useOutcome()
  const { alternatives, load } = preview
  if (alternatives.length === 0 || load.children === 0) return null
  return (
    <Section title={<Trans>换个做法的话</Trans>}>
      <ul className="divide-y divide-line rounded-card border border-line bg-white px-3.5">
        {alternatives.map((choice) => (
          <li key={choice.key} className="flex items-center gap-3 py-2">
            <div className="min-w-0 flex-1">
              <p className="font-medium">{texts[choice.key]}</p>
              <p className="text-sm text-soft">{outcome(choice)}</p>
            </div>
            <Button tone="plain" aria-label={t`试试：${texts[choice.key]}`} onClick={() => onTry(choice.key)}>
              <Trans>试试</Trans>
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
