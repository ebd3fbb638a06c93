import { Trans } from '@lingui/react/macro'
import { useEffect } from 'react'
import type { Transfer } from '#shared/transfers/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { useSession } from '#client/lib/session.ts'
import { PrintSlip } from '#client/ui/print-slip.tsx'

/** The slip for the family and the school's folder: who, from where, where to, since when. Prints itself once. */
export function Receipt({ transfer, onPrinted }: { transfer: Transfer; onPrinted: () => void }) {
  const { school } = useSession()
  useEffect(() => {
    const printed = (): void => onPrinted()
    window.addEventListener('afterprint', printed, { once: true })
    window.print()
    return () => window.removeEventListener('afterprint', printed)
  }, [onPrinted])
  const rows = [
    { head: <Trans>学生姓名</Trans>, body: transfer.name ?? transfer.nameMasked },
    { head: <Trans>原来的班级</Trans>, body: transfer.className ?? '–' },
    { head: <Trans>转出学校</Trans>, body: school.name },
    { head: <Trans>去向</Trans>, body: transfer.otherName },
    { head: <Trans>日期</Trans>, body: formatDate(transfer.decidedOn ?? transfer.askedOn, 'full') },
    { head: <Trans>经办人</Trans>, body: transfer.askedByName ?? '–' },
  ]
  return (
    <PrintSlip>
      <h1 className="text-center text-2xl font-bold">
        <Trans>转学离校回执</Trans>
      </h1>
      <table className="w-full border-collapse text-base">
        <tbody>
          {rows.map(({ head, body }, at) => (
            <tr key={at}>
              <th scope="row" className="w-32 border border-ink px-2 py-2.5 text-start font-semibold">
                {head}
              </th>
              <td className="border border-ink px-3 py-2.5">{body}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <Trans>学校盖章：　　　　　　　　家长签名：</Trans>
      </p>
    </PrintSlip>
  )
}
