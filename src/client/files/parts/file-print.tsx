import { Trans, useLingui } from '@lingui/react/macro'
import type { CareFile } from '#shared/children/schema.ts'
import { GOALS, goalsNow } from '#shared/files/rules/goals.ts'
import type { FileRecord, OwnField } from '#shared/files/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { kinText } from '#client/lib/kin-words.ts'
import { useSession } from '#client/lib/session.ts'
import { PrintPage, PrintTable } from '#client/ui/print-page.tsx'
import { linesOf } from './field-lists.tsx'
import { sectionText } from './field-words.ts'
import { goalStateText, goalText, toldByText } from './words.ts'

interface FilePrintProps {
  file: CareFile
  own: readonly OwnField[]
  record: FileRecord
  onPrinted: () => void
}

const joined = (parts: readonly (string | null)[]): string =>
  parts.filter((part): part is string => part !== null && part !== '').join(' · ')

/** Who belongs to the child: where they work, and since when away. */
function useFamilyLines(file: CareFile): [string, string][] {
  const { t } = useLingui()
  const members = file.members.map((member): [string, string] => {
    const away = member.absences.find(({ to }) => to === null)
    const from = away?.from ?? null
    const since = from === null ? '' : formatDate(from, 'month')
    const state = member.state === 'dead' ? t`已去世` : member.state === 'unknown' ? t`不详` : ''
    const where = away === undefined ? '' : joined([away.place, away.workUnit ?? member.workUnit])
    return [
      kinText(member.relation),
      joined([
        member.name,
        state,
        member.bornOn === null ? '' : formatDate(member.bornOn, 'full'),
        member.phoneMasked,
        away === undefined ? '' : since === '' ? t`在外` : t`${since}起在外`,
        where,
      ]),
    ]
  })
  const carer = file.carers.find(({ id }) => id === file.carerNowId)
  if (carer === undefined) return members
  const about = joined([
    kinText(carer.relation),
    carer.name,
    carer.phoneMasked,
    carer.occupation,
    carer.health,
  ])
  return [...members, [t`现在由谁照顾`, about]]
}

/** 档案卡 on A4: as much as opens for whoever prints it. The care status stands nowhere on it. */
export function FilePrint({ file, own, record, onPrinted }: FilePrintProps) {
  const { t } = useLingui()
  const { school, user } = useSession()
  const family = useFamilyLines(file)
  const goals = goalsNow(record.goals)
  const day = formatDate(school.today, 'full')
  const lists = linesOf(file, own)
  return (
    <PrintPage
      title={<Trans>学生成长档案卡</Trans>}
      below={`${school.name}　${file.basics.className ?? ''}　${file.basics.name}`}
      foot={t`${day} 由${user.name}打印。只供学校使用，用完请收好。`}
      onPrinted={onPrinted}
    >
      {lists.slice(0, 1).map(({ section, lines }) => (
        <PrintTable
          key={section}
          title={sectionText('register')}
          rows={lines.map(({ label, value }) => [label, value])}
          columns={2}
        />
      ))}
      <PrintTable title={t`家里人`} rows={family} columns={1} />
      {lists.slice(1).map(({ section, lines }) => (
        <PrintTable
          key={section}
          title={section === 'own' ? t`学校自己加的` : sectionText(section)}
          rows={lines.map(({ label, value }) => [label, value])}
          columns={section === 'school' || section === 'health' || section === 'own' ? 2 : 1}
        />
      ))}
      <PrintTable
        title={t`五有`}
        rows={GOALS.map((goal) => {
          const one = goals[goal]
          return [
            goalText(goal),
            one === null
              ? ''
              : joined([
                  goalStateText(one.state),
                  toldByText(one.toldBy),
                  formatDate(one.statedOn, 'full'),
                  one.evidence,
                ]),
          ]
        })}
        columns={1}
      />
      <PrintTable
        title={t`签名`}
        rows={[
          [t`填表人`, ''],
          [t`复核人`, ''],
          [t`负责人`, ''],
          [t`日期`, ''],
        ]}
        columns={2}
      />
    </PrintPage>
  )
}
