import { Trans } from '@lingui/react/macro'
import { SaveNotice } from '#client/lib/save-notice.tsx'
import { Button } from '#client/ui/button.tsx'
import { ActionBar } from '#client/ui/page.tsx'

/** Nothing counts as filed before the server has said so; until then the words are safe on this device. */
export function Save({ busy, error }: { busy: boolean; error: unknown }) {
  return (
    <ActionBar>
      <div className="space-y-2">
        <SaveNotice error={busy ? null : error} />
        <Button tone="primary" size="lg" wide type="submit" busy={busy}>
          {busy ? <Trans>正在保存</Trans> : <Trans>保存</Trans>}
        </Button>
      </div>
    </ActionBar>
  )
}
