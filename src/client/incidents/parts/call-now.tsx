import { Trans, useLingui } from '@lingui/react/macro'
import { useOnline } from '#client/lib/online.ts'
import { Banner } from '#client/ui/banner.tsx'

/** The child first (P3-70): whom to ring before anything is written. Without a signal for data a call still goes. */
export function CallNow() {
  const { t } = useLingui()
  const online = useOnline()
  const numbers = [
    { number: '120', label: t`急救` },
    { number: '110', label: t`报警` },
    { number: '119', label: t`火警` },
  ]
  return (
    <div className="mb-5 space-y-3">
      {!online && (
        <Banner tone="danger" title={<Trans>没有信号：现在就打电话</Trans>}>
          <Trans>
            请马上用电话告诉家里人和校长，号码在印好的联系卡上。写的内容存在这台手机里，有信号后再点保存；时间照实际的写。
          </Trans>
        </Banner>
      )}
      <div className="rounded-card border border-line bg-white px-3.5 py-3">
        <p className="mb-2 font-semibold">
          <Trans>先让孩子安全，再写。</Trans>
        </p>
        <ul className="grid grid-cols-3 gap-2">
          {numbers.map(({ number, label }) => (
            <li key={number}>
              <a
                href={`tel:${number}`}
                className="flex min-h-11 flex-col items-center justify-center rounded-control border border-sea-line px-2 py-1.5 text-sea hover:bg-sea-soft"
              >
                <b className="text-lg leading-tight font-semibold">{number}</b>
                <span className="text-sm">{label}</span>
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
