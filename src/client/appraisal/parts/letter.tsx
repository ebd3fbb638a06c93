import { Trans } from '@lingui/react/macro'
import type { AwardLetter } from '#shared/appraisal/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { knownName } from '#client/lib/known-name.ts'
import { useSession } from '#client/lib/session.ts'
import { PrintOnce } from '#client/ui/print-slip.tsx'
import { kindsText, yuanText } from './words.ts'

/** For one child and its parents: no rank, no places gained, nothing of anybody else (H-08). Prints itself once. */
export function Letter({ letter, onPrinted }: { letter: AwardLetter; onPrinted: () => void }) {
  const { school } = useSession()
  const { name, kinds, yuan } = letter
  const year = knownName(letter.yearName)
  const what = kindsText(kinds)
  const money = yuanText(yuan)
  return (
    <PrintOnce onPrinted={onPrinted}>
      <h1 className="text-center text-2xl font-bold">
        <Trans>给{name}同学和家长的信</Trans>
      </h1>
      <p>
        <Trans>
          {name}同学：{year}学年，你和自己比，一步一步往前走了。学校给你{what}，奖金 {money}。
        </Trans>
      </p>
      <p>
        <Trans>这封信只给你和你的家长看。不用和别人比，往后还是和自己比。</Trans>
      </p>
      <p className="text-end">
        {school.name}
        <br />
        {formatDate(school.today, 'full')}
      </p>
    </PrintOnce>
  )
}
