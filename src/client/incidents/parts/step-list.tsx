import { Trans, useLingui } from '@lingui/react/macro'
import { canTakeBack } from '#shared/incidents/rules/acts.ts'
import type { Incident, IncidentStep } from '#shared/incidents/schema.ts'
import { Button } from '#client/ui/button.tsx'
import { Timeline, type TimelineItem } from '#client/ui/timeline.tsx'
import { stepText, timeText } from './words.ts'

interface StepListProps {
  incident: Incident
  onTakeBack: (step: IncidentStep) => void
}

const HOLLOW: readonly IncidentStep['kind'][] = ['tried', 'takenBack']

/** Who did what when, from the first protective act on; nothing of it is ever changed. */
export function StepList({ incident, onTakeBack }: StepListProps) {
  const { t } = useLingui()
  const line = (step: IncidentStep): TimelineItem => {
    const by = step.byName ?? '–'
    const late = timeText(step.recordedAt, incident.knownAt)
    const isLater = timeText(step.at, incident.knownAt) !== late
    return {
      id: step.id,
      when: timeText(step.at, incident.knownAt),
      title: step.takenBack ? <s>{stepText(step, incident)}</s> : stepText(step, incident),
      tone: step.takenBack || HOLLOW.includes(step.kind) ? 'tried' : 'done',
      detail: (
        <>
          {step.text !== null && <p className="text-ink">{step.text}</p>}
          <p>
            {by}
            {isLater && t` · ${late} 补记`}
            {step.takenBack && t` · 已收回`}
          </p>
          {canTakeBack(incident, step) && (
            <Button tone="plain" className="-ms-4" onClick={() => onTakeBack(step)}>
              <Trans>记错了</Trans>
            </Button>
          )}
        </>
      ),
    }
  }
  const by = incident.recordedByName ?? '–'
  const first: TimelineItem[] = [
    {
      id: 'acted',
      when: timeText(incident.actedAt, incident.knownAt),
      title: incident.words?.action ?? t`先保护了孩子`,
    },
    {
      id: 'recorded',
      when: timeText(incident.recordedAt, incident.knownAt),
      title: t`记下突发事件，开始计时`,
      detail: by,
    },
  ]
  return <Timeline items={[...first, ...incident.steps.map(line)]} />
}
