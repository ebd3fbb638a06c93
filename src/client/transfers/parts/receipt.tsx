import { Trans } from '@lingui/react/macro'
import type { Transfer } from '#shared/transfers/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { useSession } from '#client/lib/session.ts'
import { PrintOnce } from '#client/ui/print-slip.tsx'
import { movedOn, receiptNumber, sexText } from './words.ts'

/**
 * The slip for the family and the schools' folders. A masked name, the number of the receipt and an empty line: whoever finds
 * it learns nobody's name, and the family writes the name down at the new school (docs/adr/0022). Prints itself once.
 */
export function Receipt({ transfer, onPrinted }: { transfer: Transfer; onPrinted: () => void }) {
  const { school } = useSession()
  const { birthYear, side, otherName } = transfer
  const [from, to] = side === 'out' ? [school.name, otherName] : [otherName, school.name]
  const rows = [
    { head: <Trans>回执编号</Trans>, body: receiptNumber(transfer.id) },
    {
      head: <Trans context="receipt">学生</Trans>,
      body: (
        <>
          {transfer.nameMasked} · {sexText(transfer.sex)} · <Trans>{birthYear} 年生</Trans>
        </>
      ),
    },
    { head: <Trans>姓名（到新学校时由家长填写）</Trans>, body: <span className="block min-h-8" /> },
    { head: <Trans>原来的班级</Trans>, body: transfer.className ?? '–' },
    { head: <Trans>转出学校</Trans>, body: from },
    { head: <Trans>转入学校</Trans>, body: to },
    { head: <Trans>日期</Trans>, body: formatDate(movedOn(transfer), 'full') },
    { head: <Trans>经办人</Trans>, body: transfer.askedByName ?? transfer.decidedByName ?? '–' },
  ]
  return (
    <PrintOnce onPrinted={onPrinted}>
      <h1 className="text-center text-2xl font-bold">
        <Trans>转学离校回执</Trans>
      </h1>
      <table className="w-full border-collapse text-base">
        <tbody>
          {rows.map(({ head, body }, at) => (
            <tr key={at}>
              <th scope="row" className="w-52 border border-ink px-2 py-2.5 text-start font-semibold">
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
      <p className="text-sm">
        <Trans>新学校凭编号和姓名认孩子。捡到的人请交给上面的学校。</Trans>
      </p>
    </PrintOnce>
  )
}
