import { Trans, useLingui } from '@lingui/react/macro'
import type { ContactCard, PrintedCard as Full } from '#shared/contacts/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { kinText } from '#client/lib/kin-words.ts'
import { roleText } from '#client/lib/role-text.ts'
import { useSession } from '#client/lib/session.ts'
import { PrintOnce } from '#client/ui/print-slip.tsx'

export type Paper = 'A6' | 'A4'

const sheets: Record<Paper, string> = {
  A6: '@page { size: 105mm 148mm; margin: 6mm } [data-contact-card] { font-size: 9.5pt; line-height: 1.3 }',
  A4: '@page { size: A4; margin: 16mm 14mm } [data-contact-card] { font-size: 14pt }',
}
const cell = 'border border-ink px-1.5 py-1 text-left align-top'

interface PrintedCardProps {
  card: ContactCard
  full: Full
  paper: Paper
  onPrinted: () => void
}

function StaffRows({ staff }: Pick<ContactCard, 'staff'>) {
  return staff.map(({ userId, role, name, phone }) => (
    <tr key={userId}>
      <th scope="row" className={`${cell} font-semibold`}>
        {roleText(role)}
        <br />
        {name}
      </th>
      <td className={cell}>
        <b>{phone}</b>
      </td>
    </tr>
  ))
}

/** Where a parent ticks and signs; the blanks stay whole on their line. */
function CheckedByGuardian() {
  return (
    <div className="mt-6 leading-loose">
      <p>
        <Trans>家长核对：□ 都对　□ 有改动，已经改在上面</Trans>
      </p>
      <p className="whitespace-nowrap">
        <Trans>签名＿＿＿＿＿＿＿＿　日期＿＿＿＿＿＿＿＿</Trans>
      </p>
    </div>
  )
}

/** The contact card on paper (联系卡): full numbers of those who may be called, and of nobody else. */
export function PrintedCard({ card, full, paper, onPrinted }: PrintedCardProps) {
  const { t } = useLingui()
  const { school } = useSession()
  const people = card.people.flatMap((person) => {
    const numbers = full.people.find(({ id }) => id === person.id)
    return numbers === undefined ? [] : [{ person, numbers }]
  })
  const { child } = card
  const today = formatDate(school.today, 'full')
  return (
    <PrintOnce onPrinted={onPrinted}>
      <style>{sheets[paper]}</style>
      <div data-contact-card="">
        <h1 className="text-center text-[1.3em] font-bold">
          <Trans>家校联系卡</Trans>
        </h1>
        <p className="text-center">
          {[child.name, child.className ?? '', school.name].filter((part) => part !== '').join(' · ')}
        </p>
        <p>
          {[full.address ?? child.village ?? '', full.phone ?? ''].filter((part) => part !== '').join(' · ')}
        </p>
        <table className="mt-1 w-full border-collapse">
          <tbody>
            {people.map(({ person, numbers }) => (
              <tr key={person.id} className="break-inside-avoid">
                <th
                  scope="row"
                  className={`${cell} w-[30%] font-semibold [word-break:keep-all] [overflow-wrap:anywhere]`}
                >
                  {kinText(person.relation)}
                  <br />
                  {person.name}
                </th>
                <td className={cell}>
                  <b>{numbers.phone ?? ''}</b> {person.bestTime}
                  {[
                    person.occupation,
                    person.workUnit,
                    numbers.workAddress,
                    numbers.workPhone,
                    numbers.address === null
                      ? null
                      : numbers.address === full.address
                        ? t`和孩子住在一起`
                        : t`住 ${numbers.address}`,
                    person.health,
                  ]
                    .filter((part) => part !== null && part !== '')
                    .map((part) => (
                      <span key={part} className="block">
                        {part}
                      </span>
                    ))}
                </td>
              </tr>
            ))}
            <StaffRows staff={card.staff} />
          </tbody>
        </table>
        {paper === 'A4' && <CheckedByGuardian />}
        <p className="mt-1">
          <Trans>更新日期 {today}　请收好，用完交回老师。</Trans>
        </p>
      </div>
    </PrintOnce>
  )
}
