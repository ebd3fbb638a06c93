import { Trans } from '@lingui/react/macro'
import { ApiError } from '#client/lib/api-error.ts'
import { errorText } from '#client/lib/error-text.ts'
import { useOnline } from '#client/lib/online.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { ActionBar } from '#client/ui/page.tsx'

interface SaveBarProps {
  busy: boolean
  error: unknown
  onSave: () => void
}

/** Nothing counts as filed before the server has said so; until then the words are safe on this device. */
export function SaveBar({ busy, error, onSave }: SaveBarProps) {
  const online = useOnline()
  const failed = error !== null && error !== undefined
  const offline = !online || (error instanceof ApiError && error.code === 'offline')
  return (
    <>
      {offline ? (
        <div className="mt-5">
          <Banner tone="due" title={<Trans>没有信号，还没有交上去</Trans>}>
            <Trans>写的内容已经存在这台手机里。有信号后打开这一页，再点一次保存。</Trans>
          </Banner>
        </div>
      ) : (
        failed && (
          <div className="mt-5">
            <Banner tone="danger">{errorText(error)}</Banner>
          </div>
        )
      )}
      <ActionBar>
        <Button tone="primary" size="lg" busy={busy} onClick={onSave}>
          {busy ? <Trans>正在保存</Trans> : <Trans>保存</Trans>}
        </Button>
      </ActionBar>
    </>
  )
}
