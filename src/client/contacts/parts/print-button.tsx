import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import type { ContactCard } from '#shared/contacts/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Choice } from '#client/ui/choice.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { usePrintCard } from '../queries.ts'
import { PrintedCard, type Paper } from './printed-card.tsx'

/** Asks for the full numbers only when really printing; that goes on record. */
export function PrintButton({ card }: { card: ContactCard }) {
  const { t } = useLingui()
  const [open, setOpen] = useState(false)
  const [paper, setPaper] = useState<Paper>('A6')
  const numbers = usePrintCard()
  return (
    <>
      <Button icon="print" onClick={() => setOpen(true)}>
        <Trans>打印</Trans>
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={<Trans>打印联系卡</Trans>}
        description={<Trans>纸上是完整的号码，打印会留下记录。不能联系的人不会印上去。</Trans>}
        actions={
          <Button
            tone="primary"
            size="lg"
            icon="print"
            busy={numbers.isPending}
            onClick={() => numbers.mutate(card.child.id, { onSuccess: () => setOpen(false) })}
          >
            <Trans>打印</Trans>
          </Button>
        }
      >
        <Field label={<Trans>纸张</Trans>} group>
          <Choice
            value={paper}
            onChange={setPaper}
            options={[
              { value: 'A6', label: t`小卡片（A6）` },
              { value: 'A4', label: t`大字（A4），家长核对签名用` },
            ]}
          />
        </Field>
        {numbers.isError && (
          <div className="mt-3">
            <Banner tone="danger">{errorText(numbers.error)}</Banner>
          </div>
        )}
      </Dialog>
      {numbers.data !== undefined && (
        <PrintedCard card={card} full={numbers.data} paper={paper} onPrinted={numbers.reset} />
      )}
    </>
  )
}
