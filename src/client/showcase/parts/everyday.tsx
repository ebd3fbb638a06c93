import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Button } from '#client/ui/button.tsx'
import { Card, Panel, Section } from '#client/ui/card.tsx'
import { DueChip } from '#client/ui/due-chip.tsx'
import { Field } from '#client/ui/field.tsx'
import { ActionBar } from '#client/ui/page.tsx'
import { LoadMore } from '#client/ui/pagination.tsx'
import { PrintTable } from '#client/ui/print-page.tsx'
import { QrCode } from '#client/ui/qr-code.tsx'
import { SearchBox } from '#client/ui/search-box.tsx'
import { SignaturePad } from '#client/ui/signature-pad.tsx'
import { DateInput, Select, TextArea } from '#client/ui/text-input.tsx'

const nothing = (): void => undefined
const today = '2026-11-23'
const dueDays = ['2026-11-20', today, '2026-11-25', '2026-12-30']

function Finding() {
  const { t } = useLingui()
  const [empty, setEmpty] = useState('')
  const [typed, setTyped] = useState('xm')
  return (
    <div className="space-y-3">
      <SearchBox value={empty} onChange={setEmpty} label={t`名字、拼音或首字母`} />
      <SearchBox value={typed} onChange={setTyped} label={t`正在找的`} />
      <p className="flex flex-wrap gap-2">
        {dueDays.map((day) => (
          <DueChip key={day} dueOn={day} today={today} />
        ))}
      </p>
      <div className="flex flex-wrap justify-center gap-x-3">
        <LoadMore onPress={nothing} />
        <LoadMore onPress={nothing} busy />
      </div>
    </div>
  )
}

/** What every kind of field looks like when its answer cannot be taken. */
function Faulty() {
  const { t } = useLingui()
  return (
    <div className="grid gap-x-6 gap-y-4 md:grid-cols-2">
      <Field label={<Trans>哪天</Trans>} error={<Trans>这一天还没有到。</Trans>}>
        <DateInput value="2026-12-30" onChange={nothing} />
      </Field>
      <Field label={<Trans>老师</Trans>} error={<Trans>请选一项。</Trans>}>
        <Select
          value=""
          onChange={nothing}
          placeholder={t`请选择`}
          options={[{ value: 'a', label: t`周老师` }]}
        />
      </Field>
      <Field label={<Trans>聊了什么</Trans>} error={<Trans>请写一句。</Trans>} className="md:col-span-2">
        <TextArea value="" onChange={nothing} />
      </Field>
    </div>
  )
}

/** Searching, faults at the field, the bar of a form, signing, and what goes on paper. */
export function Everyday() {
  const { t } = useLingui()
  return (
    <>
      <Section title={<Trans>查找、到期、再看一些</Trans>}>
        <Finding />
      </Section>
      <Section title={<Trans>填错了</Trans>}>
        <Faulty />
        <ActionBar fault={<Trans>还没有存好：连不上学校。写下的还在这台设备上。</Trans>}>
          <Button>{t`先不`}</Button>
          <Button tone="primary" size="lg">{t`保存`}</Button>
        </ActionBar>
      </Section>
      <div className="mt-5 grid gap-4 lg:grid-cols-2">
        <Panel title={<Trans>签字</Trans>}>
          <SignaturePad label={t`家长签字`} onDrawn={nothing} />
        </Panel>
        <Panel title={<Trans>二维码</Trans>}>
          <QrCode text="otpauth://totp/demo" label={t`用验证器扫一扫`} />
        </Panel>
      </div>
      <Section title={<Trans>纸上的表</Trans>}>
        <Card className="overflow-x-auto">
          <PrintTable
            title={t`基本情况`}
            columns={2}
            rows={[
              [t`姓名`, t`林小满`],
              [t`班级`, '3-2'],
              [
                t`她怎么说`,
                t`画被老师贴在墙上，很高兴。周末想和妈妈视频。还想参加美术组，学会画河边的水车和桥。`,
              ],
              [t`谁负责`, ''],
            ]}
          />
        </Card>
      </Section>
    </>
  )
}
