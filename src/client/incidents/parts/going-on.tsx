import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatInstant } from '#client/lib/format.ts'
import { Banner } from '#client/ui/banner.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { boardQuery } from '../queries.ts'
import type { PickedChild } from './draft.ts'
import { childrenText, kindText } from './words.ts'

/** A colleague may have written it down already: two incidents of one event would ring everybody twice. */
export function GoingOn({ pupils }: { pupils: readonly PickedChild[] }) {
  const { t } = useLingui()
  const { data } = useQuery(boardQuery)
  const lines = data?.open.filter(({ children }) =>
    children.some((one) => pupils.some(({ id }) => id === one.id)),
  )
  return lines?.map((line) => {
    const whose = childrenText(line.children)
    const known = formatInstant(line.knownAt)
    const by = line.recordedByName ?? '–'
    return (
      <div key={line.id} className="mb-4">
        <Banner
          tone="due"
          title={t`${whose}：有一件正在处理的`}
          action={
            <Link to="/incidents/$id" params={{ id: line.id }} className={buttonClass()}>
              <Trans>打开</Trans>
            </Link>
          }
        >
          {kindText(line.kind)} · {t`${known} 知道`} · {by}
          <br />
          <Trans>是同一件事，就在那里接着做，不用再记一次。</Trans>
        </Banner>
      </div>
    )
  })
}
