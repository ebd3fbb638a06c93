import { Trans, useLingui } from '@lingui/react/macro'
import type { FirstPassword } from '#shared/accounts/schema.ts'
import { useSession } from '#client/lib/session.ts'
import { PrintOrCopy } from '#client/lib/print-or-copy.tsx'
import { Card } from '#client/ui/card.tsx'
import { PrintSlip } from '#client/ui/print-slip.tsx'

/** Slips to cut apart and hand over, one per person. */
function Slips({ passwords }: { passwords: readonly FirstPassword[] }) {
  const { school } = useSession()
  const { origin } = location
  return (
    <PrintSlip>
      {passwords.map(({ accountId, name, username, password }) => (
        <div key={accountId} className="break-inside-avoid border-b border-dashed border-edge pb-4">
          <p className="font-semibold">
            {school.name} · {name}
          </p>
          <p>
            <Trans>网址：{origin}</Trans>
          </p>
          <p>
            <Trans>
              用户名：<b className="font-mono text-lg">{username}</b>
            </Trans>
          </p>
          <p>
            <Trans>
              初始密码：<b className="font-mono text-lg">{password}</b>
            </Trans>
          </p>
          <p className="text-sm">
            <Trans>第一次登录时要换成自己的密码。请当面交给本人，不要发到群里。</Trans>
          </p>
        </div>
      ))}
    </PrintSlip>
  )
}

/** First passwords as they were made: shown this once, to be handed over in person. */
export function FirstPasswords({ passwords }: { passwords: readonly FirstPassword[] }) {
  const { t } = useLingui()
  const lines = passwords.map(({ name, username, password }) => `${name}\t${username}\t${password}`)
  return (
    <Card tone="amber">
      <p className="font-semibold">
        <Trans>初始密码只显示这一次</Trans>
      </p>
      <p className="text-sm">
        <Trans>请当面交给本人。第一次登录时会要求换成自己的密码。</Trans>
      </p>
      <ul className="mt-3 divide-y divide-line rounded-control bg-white px-3">
        {passwords.map(({ accountId, name, username, password }) => (
          <li key={accountId} className="py-2 sm:flex sm:items-baseline sm:gap-4">
            <span className="font-semibold sm:w-32">{name}</span>
            <span className="block text-soft sm:inline sm:w-40">{username}</span>
            <span className="font-mono text-lg font-semibold select-all">{password}</span>
          </li>
        ))}
      </ul>
      <PrintOrCopy text={lines.join('\n')} copied={t`已复制。请当面交给本人，不要发到群里。`} />
      <Slips passwords={passwords} />
    </Card>
  )
}
