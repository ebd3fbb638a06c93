import { t as text } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CoverPerson } from '#shared/cover/schema.ts'
import type { MyDayItem } from '#shared/day/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { errorText } from '#client/lib/error-text.ts'
import { newId } from '#client/lib/id.ts'
import { roleText } from '#client/lib/role-text.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { Select } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { colleaguesQuery, useFillPost } from '../queries.ts'

function labelOf({ name, roles }: CoverPerson): string {
  const list = joinWords(roles.map(roleText))
  return text`${name}（${list}）`
}

/** Nobody is in charge: choose who is, from today on. */
export function FillPost({ item, onClose }: { item: MyDayItem; onClose: () => void }) {
  const { t } = useLingui()
  const [id] = useState(newId)
  const [userId, setUserId] = useState('')
  const people = useQuery(colleaguesQuery)
  const fill = useFillPost()
  const role = roleText(item.performerRole)
  const place = item.performerRole === 'classTeacher' ? (item.className ?? '') : item.pupilName
  const submit = (): void =>
    fill.mutate(
      { id, dutyId: item.dutyId, userId },
      {
        onSuccess: ({ name }) => {
          onClose()
          toast({ tone: 'done', text: t`已请${name}负责。` })
        },
      },
    )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>请谁来负责</Trans>}
      description={t`${place}还没有${role}。选定后从今天起由这位老师负责，能打开这里的孩子。`}
      actions={
        <Button tone="primary" size="lg" disabled={userId === ''} busy={fill.isPending} onClick={submit}>
          <Trans>就请这位老师</Trans>
        </Button>
      }
    >
      {people.data !== undefined ? (
        <Field label={<Trans>老师</Trans>}>
          <Select
            value={userId}
            onChange={setUserId}
            placeholder={t`请选择`}
            options={people.data.map((one) => ({
              value: one.userId,
              label: labelOf(one),
            }))}
          />
        </Field>
      ) : people.isError ? (
        <QueryError error={people.error} onRetry={() => void people.refetch()} busy={people.isFetching} />
      ) : (
        <Skeleton rows={1} />
      )}
      {fill.isError && (
        <div className="mt-3">
          <Banner tone="danger">{errorText(fill.error)}</Banner>
        </div>
      )}
    </Dialog>
  )
}
