import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '#client/ui/button.tsx'
import { toast } from '#client/ui/toast.ts'
import { copyText } from './copy-text.ts'

interface PrintOrCopyProps {
  /** What is copied. */
  text: string
  /** Said when it is. */
  copied: string
}

/** For what is shown this once and kept elsewhere: the page's slip is printed, or the text copied. */
export function PrintOrCopy({ text, copied }: PrintOrCopyProps) {
  const { t } = useLingui()
  const copy = async (): Promise<void> =>
    toast(
      (await copyText(text))
        ? { tone: 'done', text: copied }
        : { tone: 'error', text: t`这台设备不让复制，请打印或抄下来。` },
    )
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      <Button icon="print" onClick={() => window.print()}>
        <Trans>打印</Trans>
      </Button>
      <Button icon="file" onClick={() => void copy()}>
        <Trans>复制</Trans>
      </Button>
    </div>
  )
}
