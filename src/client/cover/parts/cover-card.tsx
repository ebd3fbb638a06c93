import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import type { Cover } from '#shared/cover/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { ConfirmDialog } from '#client/ui/dialog.tsx'
import { toast } from '#client/ui/toast.ts'
import { useEndCover } from '../queries.ts'
import { originText, whatText, whenText } from './cover-words.ts'

/** What is asked before a cover ends: it has not begun, it runs, or it is for good and its day has not come. */
function endWords({ fromName, toName, state, to }: Cover) {
  if (to === null)
    return {
      title: <Trans>不交接给{toName}了？</Trans>,
      confirm: <Trans>取消交接</Trans>,
      text: (
        <Trans>
          还没有到那天，取消以后到了那天也不会交接：看望一直在{fromName}名下，{toName}打不开这些孩子。
        </Trans>
      ),
      done: t`已取消，这次不交接了。`,
    }
  if (state === 'coming')
    return {
      title: <Trans>不用{toName}代办了？</Trans>,
      confirm: <Trans>取消代办</Trans>,
      text: (
        <Trans>
          还没有开始，取消以后到了那天也不会开始：看望一直在{fromName}名下，{toName}打不开这些孩子。
        </Trans>
      ),
      done: t`已取消，这次不用代办了。`,
    }
  return {
    title: <Trans>{fromName}回来了？</Trans>,
    confirm: <Trans>结束代办</Trans>,
    text: (
      <Trans>
        没做完的看望马上回到{fromName}名下，{toName}不再能打开这些孩子。做过的记录都在。
      </Trans>
    ),
    done: t`已结束，${fromName}的看望又在自己名下了。`,
  }
}

function EndCover({ cover }: { cover: Cover }) {
  const [asking, setAsking] = useState(false)
  const end = useEndCover()
  const { fromName, toName } = cover
  const words = endWords(cover)
  const confirm = (): void =>
    end.mutate(cover.id, {
      onSuccess: () => toast({ tone: 'done', text: words.done }),
      onError: (error) => toast({ tone: 'error', text: errorText(error) }),
      onSettled: () => setAsking(false),
    })
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        {cover.state === 'coming' ? <Trans>取消</Trans> : <Trans>提前结束</Trans>}
        <span className="visually-hidden">
          {cover.to === null ? t`：${fromName}交接给${toName}` : t`：${toName}替${fromName}`}
        </span>
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={words.title}
        confirm={words.confirm}
        onConfirm={confirm}
        busy={end.isPending}
      >
        {words.text}
      </ConfirmDialog>
    </>
  )
}

/** One cover: who for whom, what, which days. */
export function CoverCard({ cover }: { cover: Cover }) {
  const { fromName, toName } = cover
  const origin = originText(cover)
  return (
    <Card as="li">
      <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-2">
        <div className="min-w-0">
          <p className="font-semibold">
            {cover.to === null ? (
              <Trans>
                {fromName}交接给{toName}
              </Trans>
            ) : (
              <Trans>
                {toName}替{fromName}
              </Trans>
            )}
          </p>
          <p className="text-soft">{whatText(cover)}</p>
          <p className="text-soft">{whenText(cover)}</p>
          {origin !== '' && <p className="text-sm text-soft">{origin}</p>}
        </div>
        {cover.mayEnd && <EndCover cover={cover} />}
      </div>
    </Card>
  )
}
