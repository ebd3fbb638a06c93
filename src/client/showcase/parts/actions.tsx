import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Button, IconButton } from '#client/ui/button.tsx'
import { Card, Section } from '#client/ui/card.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Pagination } from '#client/ui/pagination.tsx'
import { Stepper } from '#client/ui/stepper.tsx'
import { Tabs } from '#client/ui/tabs.tsx'
import { toast } from '#client/ui/toast.ts'

function Buttons() {
  const { t } = useLingui()
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-3">
        <Button tone="primary">{t`记一次谈心`}</Button>
        <Button tone="quiet" icon="phone">{t`拨打`}</Button>
        <Button tone="plain">{t`说明`}</Button>
        <Button tone="danger" icon="trash">{t`删除`}</Button>
        <IconButton icon="edit" label={t`修改`} />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button tone="primary" busy>{t`正在保存`}</Button>
        <Button tone="primary" disabled>{t`记一次谈心`}</Button>
        <Button tone="quiet" disabled>{t`拨打`}</Button>
        <IconButton icon="edit" label={t`修改`} disabled />
      </div>
      <div className="max-w-md">
        <Button tone="primary" size="lg" wide>{t`保存`}</Button>
      </div>
    </div>
  )
}

function Toasts() {
  const { t } = useLingui()
  return (
    <div className="flex flex-wrap gap-3">
      <Button
        onClick={() =>
          toast({ tone: 'done', text: t`已记下`, action: { label: t`撤回`, onPress: () => undefined } })
        }
      >
        <Trans>完成的提示</Trans>
      </Button>
      <Button onClick={() => toast({ tone: 'error', text: t`没有信号，没有发出去。有信号后再试一次。` })}>
        <Trans>出错的提示</Trans>
      </Button>
    </div>
  )
}

export function Actions() {
  const { t } = useLingui()
  const [tab, setTab] = useState('basics')
  const [page, setPage] = useState(2)
  return (
    <>
      <Section title={<Trans>按钮</Trans>}>
        <Buttons />
      </Section>
      <Section title={<Trans>标记</Trans>}>
        <div className="flex flex-wrap gap-2">
          <Chip>{t`还剩 2 天`}</Chip>
          <Chip tone="due">{t`今天到期`}</Chip>
          <Chip tone="danger">{t`逾期 3 天`}</Chip>
          <Chip tone="done">{t`五清楚 5/5`}</Chip>
          <Chip tone="plain">{t`本学期`}</Chip>
        </div>
      </Section>
      <Section title={<Trans>卡片</Trans>} aside={t`两户`}>
        <div className="grid gap-2.5 md:grid-cols-2">
          <Card>
            <div className="flex items-center justify-between gap-3">
              <p className="min-w-0">
                <b className="me-2 text-lg font-semibold">{t`林小满`}</b>
                <span className="text-sm text-soft">{t`三(2)班`}</span>
              </p>
              <Chip tone="due">{t`今天到期`}</Chip>
            </div>
            <p className="mt-1 mb-3 text-soft">{t`每月谈心 · 上次 10月20日，她说想学画画`}</p>
            <div className="flex gap-3">
              <Button tone="primary" className="flex-1">{t`记一次谈心`}</Button>
              <Button>{t`说明`}</Button>
            </div>
          </Card>
          <Card tone="soft">
            <p className="text-sm text-soft">{t`现在由谁照顾`}</p>
            <div className="flex items-center justify-between gap-3">
              <p>
                <b className="me-2 text-lg font-semibold">{t`奶奶`}</b>
                <span className="text-soft">{t`61 岁 · 2025年2月起`}</span>
              </p>
              <Button icon="phone">{t`拨打`}</Button>
            </div>
          </Card>
        </div>
      </Section>
      <Section title={<Trans>页签</Trans>}>
        <Tabs
          aria-label={t`页签`}
          value={tab}
          onChange={setTab}
          tabs={[
            { value: 'basics', label: t`基本情况`, content: <p>{t`姓名、出生日期、班级、住址。`}</p> },
            { value: 'family', label: t`家里人`, content: <p>{t`父母、现在的照护人、联系电话。`}</p> },
            { value: 'history', label: t`来往`, content: <p>{t`谈心、电话、家访，新的在前。`}</p> },
          ]}
        />
      </Section>
      <Section title={<Trans>步骤与翻页</Trans>}>
        <Stepper label={t`步骤`} current={2} steps={[t`学校`, t`班级`, t`学期`, t`方案`, t`名册`]} />
        <Pagination page={page} pages={3} onChange={setPage} total={t`共 122 人`} />
      </Section>
      <Section title={<Trans>提示</Trans>}>
        <Toasts />
      </Section>
    </>
  )
}
