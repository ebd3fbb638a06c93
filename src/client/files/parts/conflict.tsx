import { Trans, useLingui } from '@lingui/react/macro'
import { Banner } from '#client/ui/banner.tsx'
import { Card } from '#client/ui/card.tsx'
import { Choice } from '#client/ui/choice.tsx'

export type Side = 'mine' | 'theirs'

interface ConflictProps {
  fields: readonly { key: string; label: string; mine: string; theirs: string }[]
  chosen: Readonly<Record<string, Side>>
  onChoose: (key: string, side: Side) => void
}

/** Two people changed the same field: both texts side by side, one touch decides. */
export function Conflicts({ fields, chosen, onChoose }: ConflictProps) {
  const { t } = useLingui()
  return (
    <div className="space-y-3">
      <Banner tone="due" title={<Trans>别人刚刚也改了这份档案</Trans>}>
        <Trans>没有冲突的已经合在一起。下面这几处两个人写得不一样，请选留哪一个，再保存一次。</Trans>
      </Banner>
      {fields.map(({ key, label, mine, theirs }) => (
        <Card key={key}>
          <p className="font-semibold">{label}</p>
          <dl className="my-2 grid gap-2 md:grid-cols-2">
            <div>
              <dt className="text-sm text-soft">
                <Trans>我写的</Trans>
              </dt>
              <dd className="whitespace-pre-wrap">{mine === '' ? t`（空）` : mine}</dd>
            </div>
            <div>
              <dt className="text-sm text-soft">
                <Trans>对方写的</Trans>
              </dt>
              <dd className="whitespace-pre-wrap">{theirs === '' ? t`（空）` : theirs}</dd>
            </div>
          </dl>
          <Choice
            aria-label={label}
            value={chosen[key] ?? null}
            onChange={(side) => onChoose(key, side)}
            options={[
              { value: 'mine', label: t`留我的` },
              { value: 'theirs', label: t`留对方的` },
            ]}
          />
        </Card>
      ))}
    </div>
  )
}
