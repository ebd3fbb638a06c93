import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { PrintOrCopy } from '#client/lib/print-or-copy.tsx'
import { Card } from '#client/ui/card.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { PrintSlip } from '#client/ui/print-slip.tsx'

interface BackupCodesProps {
  title: ReactNode
  codes: readonly string[]
  kept: boolean
  onKept: (kept: boolean) => void
}

/** Backup codes as they were made: shown this once, to be printed, copied by hand, or put into a password keeper. */
export function BackupCodes({ title, codes, kept, onKept }: BackupCodesProps) {
  const { t } = useLingui()
  const list = (
    <ul className="mt-2 grid grid-cols-2 gap-x-4 gap-y-1 font-mono text-lg">
      {codes.map((code) => (
        <li key={code}>{code}</li>
      ))}
    </ul>
  )
  return (
    <Card tone="amber">
      <p className="font-semibold">{title}</p>
      <p className="text-sm">
        <Trans>每个只能用一次，以后不会再显示。印出来或抄在纸上，锁进抽屉。</Trans>
      </p>
      {list}
      <PrintOrCopy text={codes.join('\n')} copied={t`已复制。请放到只有您自己看得到的地方。`} />
      <div className="mt-2">
        <Checkbox checked={kept} onChange={onKept} label={<Trans>已经印好或抄好</Trans>} />
      </div>
      <PrintSlip>
        <p className="text-xl font-bold">
          <Trans>守望 · 登录备用码</Trans>
        </p>
        <p>
          <Trans>手机不在时，登录要验证码的地方输入其中一个。每个只能用一次。请锁好。</Trans>
        </p>
        {list}
      </PrintSlip>
    </Card>
  )
}

export function NotKept() {
  return (
    <p role="alert" className="text-danger">
      <Trans>请先把备用码印好或抄好，再在上面打勾。</Trans>
    </p>
  )
}
