import { Trans } from '@lingui/react/macro'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'

interface KeptWordsProps {
  /** The form was filled from what had been typed before. */
  restored: boolean
  onAgain: () => void
}

/** Says above a form that it was begun before, and lets one begin anew. */
export function KeptWords({ restored, onAgain }: KeptWordsProps) {
  if (!restored) return null
  return (
    <div className="mb-4">
      <Banner
        action={
          <Button onClick={onAgain}>
            <Trans>不要了，重新写</Trans>
          </Button>
        }
      >
        <Trans>上次没写完的还在，接着写就好。</Trans>
      </Banner>
    </div>
  )
}
