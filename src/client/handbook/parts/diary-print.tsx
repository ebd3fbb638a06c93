import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { HandbookEntry } from '#shared/handbook/schema.ts'
import { formatDate } from '#client/lib/format.ts'
import { Button } from '#client/ui/button.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { PrintForm } from './print.tsx'

interface DiaryPrintProps {
  childName: string
  entries: readonly HandbookEntry[]
}

/** The own diary on paper, the oldest day first; whose it is only when asked for, because paper is seen by others (H-12). */
export function DiaryPrint({ childName, entries }: DiaryPrintProps) {
  const { t } = useLingui()
  const [named, setNamed] = useState(false)
  const written = entries.filter(({ text }) => text !== null).reverse()
  return (
    <div className="mt-6 print:hidden">
      <Checkbox
        checked={named}
        onChange={setNamed}
        label={t`打印时带上孩子的姓名`}
        help={<Trans>纸会被别人看到，平时不带。</Trans>}
      />
      <Button icon="print" onClick={() => print()}>
        <Trans>打印日记</Trans>
      </Button>
      <PrintForm
        title={<Trans>成长日记</Trans>}
        below={named ? childName : ''}
        rows={written.map(({ on, text }) => ({
          head: <span className="whitespace-nowrap">{formatDate(on, 'full')}</span>,
          body: text,
        }))}
      />
    </div>
  )
}
