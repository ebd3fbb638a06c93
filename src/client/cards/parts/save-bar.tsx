import { Trans } from '@lingui/react/macro'
import { ApiError, isNoAnswer } from '#client/lib/api-error.ts'
import { errorText } from '#client/lib/error-text.ts'
import { useOnline } from '#client/lib/online.ts'
import { Button } from '#client/ui/button.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { ActionBar } from '#client/ui/page.tsx'

interface SaveBarProps {
  busy: boolean
  error: unknown
  /** What saving will have done. */
  outlook?: string
  /** Offered when the card had arrived before with other words: saves what was written since as a correction. */
  onCorrect?: () => void
}

/** Stays above the button, where the thumb and the eye are. */
function Notice({ error }: Pick<SaveBarProps, 'error'>) {
  const online = useOnline()
  const failed = error !== null && error !== undefined
  if (error instanceof ApiError && error.unsure)
    return (
      <p role="status" className="flex items-start gap-2 text-sm text-amber">
        <Icon name="clock" className="mt-px shrink-0" />
        <Trans>没有收到回音，不确定是否已经交上去。写的内容存在这台手机里，再点一次保存，不会重复。</Trans>
      </p>
    )
  if (!online || isNoAnswer(error))
    return (
      <p role="status" className="flex items-start gap-2 text-sm text-amber">
        <Icon name="offline" className="mt-px shrink-0" />
        <Trans>没有信号，还没有交上去。写的内容存在这台手机里，有信号后再点保存。</Trans>
      </p>
    )
  if (!failed) return null
  return (
    <p role="alert" className="flex items-start gap-2 text-sm text-danger">
      <Icon name="warning" className="mt-px shrink-0" />
      {errorText(error)}
    </p>
  )
}

/** Nothing counts as filed before the server has said so; until then the words are safe on this device. */
export function SaveBar({ busy, error, outlook = '', onCorrect }: SaveBarProps) {
  const filed = onCorrect !== undefined && error instanceof ApiError && error.code === 'card-filed'
  return (
    <ActionBar>
      <div className="space-y-2">
        <Notice error={busy ? null : error} />
        {outlook !== '' && (
          <p role="status" className="flex items-start gap-2 text-sm text-leaf">
            <Icon name="check" className="mt-px shrink-0" />
            {outlook}
          </p>
        )}
        {filed ? (
          <Button tone="primary" size="lg" wide busy={busy} onClick={onCorrect}>
            <Trans>把改动作为更正保存</Trans>
          </Button>
        ) : (
          <Button tone="primary" size="lg" wide type="submit" busy={busy}>
            {busy ? <Trans>正在保存</Trans> : <Trans>保存</Trans>}
          </Button>
        )}
      </div>
    </ActionBar>
  )
}
