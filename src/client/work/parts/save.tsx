import { Trans } from '@lingui/react/macro'
import { ApiError } from '#client/lib/api-error.ts'
import { errorText } from '#client/lib/error-text.ts'
import { useOnline } from '#client/lib/online.ts'
import { Button } from '#client/ui/button.tsx'
import { ActionBar } from '#client/ui/page.tsx'

/** Nothing counts as filed before the server has said so; until then the words are safe on this device. */
export function Save({ busy, error }: { busy: boolean; error: unknown }) {
  const online = useOnline()
  return (
    <ActionBar>
      <div className="space-y-2">
        {!busy && error instanceof ApiError && error.unsure ? (
          <p role="status" className="text-sm text-amber">
            <Trans>
              没有收到回音，不确定是否已经交上去。写的内容存在这台手机里，再点一次保存，不会重复。
            </Trans>
          </p>
        ) : !online ? (
          <p role="status" className="text-sm text-amber">
            <Trans>没有信号，还没有交上去。写的内容存在这台手机里，有信号后再点保存。</Trans>
          </p>
        ) : (
          !busy &&
          error !== null &&
          error !== undefined && (
            <p role="alert" className="text-sm text-danger">
              {errorText(error)}
            </p>
          )
        )}
        <Button tone="primary" size="lg" wide type="submit" busy={busy}>
          {busy ? <Trans>正在保存</Trans> : <Trans>保存</Trans>}
        </Button>
      </div>
    </ActionBar>
  )
}
