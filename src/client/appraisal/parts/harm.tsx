import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Banner } from '#client/ui/banner.tsx'
import { buttonClass } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'

/** What money by class rank does to children, in plain words (H-07, H-08). */
export function Harm() {
  return (
    <Banner tone="due" title={<Trans>钱跟着名次走，会伤到孩子</Trans>}>
      <ul className="mt-1 list-disc space-y-1 ps-5">
        <li>
          <Trans>谁带的孩子名次上升，谁多拿钱：压力最后落在孩子身上。</Trans>
        </li>
        <li>
          <Trans>有人会挑成绩好的孩子带，最需要人的孩子没有人要。</Trans>
        </li>
        <li>
          <Trans>“没有严重违纪”也算钱，出了事就有人不敢说。</Trans>
        </li>
        <li>
          <Trans>2021 年的《未成年人学校保护规定》不许公布孩子的名次。</Trans>
        </li>
      </ul>
    </Banner>
  )
}

/** The way without ranks: what was kept of talks and contact, as it is counted anyway (F28). */
export function OtherWay() {
  return (
    <Section title={<Trans>换一个办法：不看名次</Trans>}>
      <Card>
        <p>
          <Trans>
            看谈心、联系家长、家访按时做到了多少，免做的不算。这些已经记着，不用再填，也不看孩子考得怎么样。
          </Trans>
        </p>
        <div className="mt-3 flex flex-wrap gap-2.5">
          <Link to="/figures" className={buttonClass({ tone: 'primary' })}>
            <Trans>看谈心和联系做到了多少</Trans>
          </Link>
        </div>
      </Card>
    </Section>
  )
}
