import { plural } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { MyDay } from '#shared/day/schema.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'

/** Above the list of whoever may be the second person. */
export function AskedBanner({ day, onOpen }: { day: MyDay; onOpen: () => void }) {
  const { excusesAsked } = day
  if (excusesAsked === 0) return null
  return (
    <div className="mb-4">
      <Banner
        tone="due"
        action={
          <Button onClick={onOpen}>
            <Trans>看一看</Trans>
          </Button>
        }
      >
        {plural(excusesAsked, { one: '有 # 条说明等您同意', other: '有 # 条说明等您同意' })}
      </Banner>
    </div>
  )
}
