import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { PairingDetail } from '#shared/pairing/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { errorText } from '#client/lib/error-text.ts'
import { fieldErrors } from '#client/lib/field-text.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { KeyValue } from '#client/ui/key-value.tsx'
import { PrintSlip } from '#client/ui/print-slip.tsx'
import { toast } from '#client/ui/toast.ts'
import { choicesQuery, slipQuery, useAgreed } from '../queries.ts'
import { AgreedFields } from './agreed-fields.tsx'
import { hasOutside, needsSupervisor, sharesCard } from './draft.ts'

function ChangeDialog({ pairing, onClose }: { pairing: PairingDetail; onClose: () => void }) {
  const [agreed, setAgreed] = useState(pairing.agreed)
  const [supervisorId, setSupervisorId] = useState(pairing.supervisorId ?? '')
  const choices = useQuery(choicesQuery)
  const save = useAgreed(pairing.id)
  const errors = fieldErrors(save.error)
  const send = (): void =>
    save.mutate(
      { version: pairing.version, agreed, supervisorId: supervisorId === '' ? null : supervisorId },
      { onSuccess: onClose },
    )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>约好的事</Trans>}
      actions={
        <Button tone="primary" busy={save.isPending} onClick={send}>
          <Trans>保存</Trans>
        </Button>
      }
    >
      <div className="space-y-4">
        <AgreedFields
          agreed={agreed}
          onAgreed={setAgreed}
          supervisorId={supervisorId}
          onSupervisor={setSupervisorId}
          staff={choices.data?.staff ?? []}
          shared={sharesCard(pairing.kind)}
          outside={hasOutside(pairing.kind)}
          needsSupervisor={needsSupervisor(pairing.kind)}
          errors={errors}
        />
        {save.isError && Object.keys(errors).length === 0 && (
          <Banner tone="danger">{errorText(save.error)}</Banner>
        )}
      </div>
    </Dialog>
  )
}

/** The slip a pupil takes home: first names, what, when, where, who looks on. Nothing of why (H-24). */
function Slip({ id, onDone }: { id: string; onDone: () => void }) {
  const slip = useQuery(slipQuery(id, true))
  const ready = slip.data !== undefined
  const { error } = slip
  useEffect(() => {
    if (error !== null) toast({ tone: 'error', text: errorText(error) })
    else if (ready) print()
    else return
    onDone()
  }, [ready, error, onDone])
  if (slip.data === undefined) return null
  const { helperNames, givenNames, activity, time, place, supervisor } = slip.data
  const names = joinWords([...helperNames, ...givenNames])
  return (
    <PrintSlip>
      <p className="text-2xl font-bold">{names}</p>
      <KeyValue
        items={[
          { label: <Trans>一起做什么</Trans>, value: activity },
          { label: <Trans>什么时候</Trans>, value: time },
          { label: <Trans>在哪里</Trans>, value: place },
          { label: <Trans>有事找</Trans>, value: supervisor },
        ]}
      />
      <p>
        <Trans>谁不想继续都可以，告诉老师一声就行，不用说理由。</Trans>
      </p>
    </PrintSlip>
  )
}

/** What was agreed; the slip for a pupil who helps. */
export function AgreedCard({ pairing }: { pairing: PairingDetail }) {
  const [changing, setChanging] = useState(false)
  const [printing, setPrinting] = useState(false)
  const { agreed, supervisorName, may, state } = pairing
  const hasPupil = pairing.members.some(({ part }) => part === 'pupil')
  const open = may.change && state !== 'ended'
  return (
    <Card pad="sides" className="pb-3">
      <KeyValue
        items={[
          { label: <Trans>一起做什么</Trans>, value: agreed.activity },
          { label: <Trans>什么时候</Trans>, value: agreed.time },
          { label: <Trans>在哪里</Trans>, value: agreed.place },
          ...(sharesCard(pairing.kind)
            ? [
                { label: <Trans>谁在旁边照看</Trans>, value: supervisorName },
                { label: <Trans>有事打给学校谁</Trans>, value: agreed.call },
              ]
            : []),
        ]}
      />
      {open && (
        <div className="mt-2 flex flex-wrap gap-3">
          <Button icon="edit" onClick={() => setChanging(true)}>
            <Trans>修改</Trans>
          </Button>
          {hasPupil && (
            <Button icon="print" busy={printing} onClick={() => setPrinting(true)}>
              <Trans>打印给同学的小条</Trans>
            </Button>
          )}
        </div>
      )}
      {changing && <ChangeDialog pairing={pairing} onClose={() => setChanging(false)} />}
      {printing && <Slip id={pairing.id} onDone={() => setPrinting(false)} />}
    </Card>
  )
}
