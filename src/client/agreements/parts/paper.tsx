import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect } from 'react'
import { readAttachment } from '#shared/attachments/api.ts'
import type { Agreement } from '#shared/agreements/schema.ts'
import { addressOf } from '#client/lib/call.ts'
import { formatDate, formatDateRange } from '#client/lib/format.ts'
import { PrintSlip } from '#client/ui/print-slip.tsx'
import { contactText, partText, personText, wordsOf } from './words.ts'

/** The facts of this case, as lines; the child's words are not among them: paper is seen by others (H-06). */
export function useFacts(agreement: Agreement): { label: string; value: string }[] {
  const { t } = useLingui()
  const { child, terms, opinion, staffName } = agreement
  const heard = opinion === null ? '' : formatDate(opinion.heardOn, 'full')
  const told = [
    agreement.toldSchoolOn !== null && t`学校 ${formatDate(agreement.toldSchoolOn, 'full')}`,
    agreement.toldVillageOn !== null && t`村（居）委会 ${formatDate(agreement.toldVillageOn, 'full')}`,
  ].filter((one) => one !== false)
  const declared = agreement.declaredOn === null ? '' : formatDate(agreement.declaredOn, 'full')
  return [
    {
      label: t`孩子姓名`,
      value: child === null ? '' : [child.name, child.className].filter(Boolean).join(' · '),
    },
    { label: t`老师`, value: staffName ?? '' },
    { label: t`有效期`, value: formatDateRange(agreement.from, agreement.to) },
    { label: t`为什么委托`, value: terms?.reason ?? '' },
    { label: t`各自做什么`, value: terms?.duties ?? '' },
    { label: t`费用`, value: terms?.cost ?? '' },
    { label: t`父母联系`, value: terms?.contact ? contactText(terms.contact) : '' },
    { label: t`法律规定的情形`, value: declared === '' ? '' : t`${declared}逐项问过，都没有` },
    { label: t`听过孩子的想法`, value: heard },
    { label: t`书面告诉了`, value: told.join(' · ') },
  ].filter(({ value }) => value !== '')
}

function Signatures({ agreement }: { agreement: Agreement }) {
  return (
    <div className="grid grid-cols-2 items-end gap-6 break-inside-avoid pt-4">
      {agreement.parties.map((party) => (
        <div key={party.id}>
          <p>
            {partText(party.part)} {personText(party)}
          </p>
          {party.method === 'screen' && party.attachmentId !== null ? (
            <img
              src={addressOf(readAttachment, { params: { id: party.attachmentId } })}
              alt=""
              className="h-20"
            />
          ) : (
            <p className="mt-14 border-b border-ink" />
          )}
          <p>
            <Trans>日期：</Trans>
            {party.signedOn !== null && formatDate(party.signedOn, 'full')}
          </p>
        </div>
      ))}
    </div>
  )
}

const clause = 'leading-relaxed whitespace-pre-wrap'

/** The agreement on A4, to be signed with a pen or kept; asks the printer once its pictures are there. */
export function Paper({ agreement, onDone }: { agreement: Agreement; onDone: () => void }) {
  const { title, body } = wordsOf(agreement.kind, agreement.text)
  const facts = useFacts(agreement)
  const paragraphs = body.split(/\n{2,}/)
  useEffect(() => {
    const pictures = [...document.querySelectorAll<HTMLImageElement>('[data-print-slip] img')]
    void Promise.allSettled(pictures.map((picture) => picture.decode())).then(() => {
      print()
      onDone()
    })
  }, [onDone])
  return (
    <PrintSlip>
      <p className="text-center">{agreement.schoolName}</p>
      <h1 className="text-center text-2xl font-bold">{title}</h1>
      <table className="w-full border-collapse">
        <tbody>
          {facts.map(({ label, value }) => (
            <tr key={label}>
              <th scope="row" className="w-44 border border-ink px-2 py-1 text-start font-semibold">
                {label}
              </th>
              <td className="border border-ink px-2 py-1">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {paragraphs.slice(0, -1).map((paragraph, index) => (
        <p key={index} className={clause}>
          {paragraph}
        </p>
      ))}
      {/* Nobody signs a sheet on which nothing else stands. */}
      <div className="break-inside-avoid">
        <p className={clause}>{paragraphs.at(-1)}</p>
        <Signatures agreement={agreement} />
      </div>
    </PrintSlip>
  )
}
