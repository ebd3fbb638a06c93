import { Trans } from '@lingui/react/macro'
import { Icon } from '#client/ui/icon.tsx'
import { ApiError, isNoAnswer } from './api-error.ts'
import { errorText } from './error-text.ts'
import { useOnline } from './online.ts'

/** What became of a form that keeps a draft; stays above its button, where the thumb and the eye are. */
export function SaveNotice({ error }: { error: unknown }) {
  const online = useOnline()
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
  if (error === null || error === undefined) return null
  return (
    <p role="alert" className="flex items-start gap-2 text-sm text-danger">
      <Icon name="warning" className="mt-px shrink-0" />
      {errorText(error)}
    </p>
  )
}
