import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { AppraisalScheme, AppraisalView } from '#shared/appraisal/schema.ts'
import { definitionName } from '#client/lib/definitions.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { formatInstant } from '#client/lib/format.ts'
import { Button } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { ConfirmDialog } from '#client/ui/dialog.tsx'
import { KeyValue } from '#client/ui/key-value.tsx'
import { toast } from '#client/ui/toast.ts'
import { useApprove, useTurnOff } from '../queries.ts'
import { bothText, gradeText, populationText, togetherText, topFiveText, yuanText } from './words.ts'

function Settings({ scheme }: { scheme: AppraisalScheme }) {
  const { t } = useLingui()
  const { settings, listKey, conductBy, turnedOnBy, turnedOnAt, approvedBy, approvedAt } = scheme
  const asked = `${turnedOnBy ?? '–'} · ${formatInstant(turnedOnAt, 'full')}`
  const agreed = approvedAt === null ? '' : `${approvedBy ?? '–'} · ${formatInstant(approvedAt, 'full')}`
  return (
    <KeyValue
      empty={<Trans>还没有</Trans>}
      items={[
        { label: t`前五名`, value: topFiveText(settings.topFiveRule) },
        { label: t`进步和前五名`, value: togetherText(settings.cumulative) },
        { label: t`两个学生奖`, value: bothText(settings.exclusive) },
        { label: t`按哪份名单`, value: listKey === null ? '' : definitionName(listKey) },
        { label: t`学生奖发给`, value: populationText(settings.population) },
        { label: t`第一学年`, value: gradeText(settings.firstGrade) },
        { label: t`一分`, value: yuanText(settings.fenPerPoint / 100) },
        { label: t`每人最多`, value: yuanText(settings.capPerson) },
        { label: t`每个孩子最多`, value: yuanText(settings.capChild) },
        { label: t`谁确认表现`, value: conductBy.name },
        { label: t`谁要打开`, value: asked },
        { label: t`谁同意的`, value: agreed },
      ]}
    />
  )
}

/** The settings as they were asked for, and the two acts: agreeing, as another person, and turning off. */
export function SchemeCard({ view, scheme }: { view: AppraisalView; scheme: AppraisalScheme }) {
  const [asking, setAsking] = useState<'approve' | 'end' | null>(null)
  const approve = useApprove()
  const end = useTurnOff()
  const { id, version, may } = view
  const { t } = useLingui()
  const settle = {
    onError: (error: Error) =>
      toast({
        tone: 'error',
        text:
          fieldErrors(error)['conductBy'] === undefined
            ? errorText(error)
            : t`确认表现的那一位换了岗位，或者自己也要领奖。请校长关掉，另选一位重新打开。`,
      }),
    onSettled: () => setAsking(null),
  }
  const known = id !== null && version !== null && { id, version }
  return (
    <Section title={<Trans>定好的做法</Trans>}>
      <Card>
        <Settings scheme={scheme} />
        <div className="mt-2 flex flex-wrap gap-2.5">
          {may.approve && (
            <Button tone="primary" onClick={() => setAsking('approve')}>
              <Trans>我同意打开</Trans>
            </Button>
          )}
          {may.end && (
            <Button tone="danger" onClick={() => setAsking('end')}>
              <Trans>关掉</Trans>
            </Button>
          )}
        </div>
      </Card>
      <ConfirmDialog
        open={asking === 'approve'}
        onOpenChange={() => setAsking(null)}
        title={<Trans>同意按名次发奖？</Trans>}
        confirm={<Trans>同意</Trans>}
        busy={approve.isPending}
        onConfirm={() => known && approve.mutate(known, settle)}
      >
        <Trans>同意以后，班主任和档案员可以填名次，分数和金额开始计算。您的名字和时间会留下记录。</Trans>
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'end'}
        onOpenChange={() => setAsking(null)}
        title={<Trans>关掉考核奖励？</Trans>}
        confirm={<Trans>关掉</Trans>}
        busy={end.isPending}
        onConfirm={() => known && end.mutate(known, settle)}
      >
        <Trans>从现在起不再计算，谁也看不到分数和金额。再要用，得重新打开，再请另一位同意。</Trans>
      </ConfirmDialog>
    </Section>
  )
}
