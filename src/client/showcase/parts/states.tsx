import { Trans, useLingui } from '@lingui/react/macro'
import { codeText } from '#client/lib/error-text.ts'
import { Banner, OfflinePill } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Panel, Section } from '#client/ui/card.tsx'
import { Icon, iconNames } from '#client/ui/icon.tsx'
import { EmptyState, ErrorState, OfflineState, Skeleton } from '#client/ui/states.tsx'

const nothing = (): void => undefined

function Banners() {
  const { t } = useLingui()
  return (
    <div className="space-y-3">
      <OfflinePill>{t`没有信号 · 2 条已存在手机里`}</OfflinePill>
      <div className="grid gap-3 md:grid-cols-2">
        <Banner>{t`已按 11月23日 的情况计算。`}</Banner>
        <Banner tone="due" title={t`名册有 3 行要您看一下`} action={<Button>{t`去看看`}</Button>} />
        <Banner tone="danger">{codeText('unavailable')}</Banner>
        <Banner tone="done">{t`名册已经导入，新建了 122 份档案。`}</Banner>
      </div>
    </div>
  )
}

export function States() {
  const { t } = useLingui()
  return (
    <>
      <Section title={<Trans>说明条</Trans>}>
        <Banners />
      </Section>
      <div className="mt-5 grid gap-4 md:grid-cols-2">
        <Panel title={<Trans>正在打开</Trans>}>
          <Skeleton rows={2} />
        </Panel>
        <Panel title={<Trans>空的</Trans>}>
          <EmptyState
            icon="roster"
            title={t`还没有名册`}
            action={<Button tone="primary">{t`导入名册`}</Button>}
          >
            {t`导入学校的学生名册，就知道该关心哪些孩子。`}
          </EmptyState>
        </Panel>
        <Panel title={<Trans>出错</Trans>}>
          <ErrorState onRetry={nothing}>{codeText('internal')}</ErrorState>
        </Panel>
        <Panel title={<Trans>没有信号</Trans>}>
          <OfflineState onRetry={nothing} />
        </Panel>
      </div>
      <Section title={<Trans>图标</Trans>}>
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(84px,1fr))] gap-2">
          {iconNames.map((name) => (
            <li key={name} className="flex flex-col items-center gap-1 py-2 text-xs text-soft">
              <Icon name={name} size={24} className="shrink-0 text-ink" />
              {name}
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}
