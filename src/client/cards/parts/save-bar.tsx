import { Trans } from '@lingui/react/macro'
import { ApiError } from '#client/lib/api-error.ts'
import { SaveNotice } from '#client/lib/save-notice.tsx'
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

/** Nothing counts as filed before the server has said so; until then the words are safe on this device. */
export function SaveBar({ busy, error, outlook = '', onCorrect }: SaveBarProps) {
  const filed = onCorrect !== undefined && error instanceof ApiError && error.code === 'card-filed'
  return (
    <ActionBar>
      <div className="space-y-2">
        <SaveNotice error={busy ? null : error} />
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
