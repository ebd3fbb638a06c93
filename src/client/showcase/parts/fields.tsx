import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { formatBytes } from '#client/lib/format.ts'
import { Section } from '#client/ui/card.tsx'
import { Checkbox, Switch } from '#client/ui/checkbox.tsx'
import { Choice, Choices } from '#client/ui/choice.tsx'
import { Field } from '#client/ui/field.tsx'
import { FileDrop } from '#client/ui/file-drop.tsx'
import { DateInput, Select, TextArea, TextInput } from '#client/ui/text-input.tsx'

function Texts() {
  const { t } = useLingui()
  const [name, setName] = useState('')
  const [phone, setPhone] = useState('1940000')
  const [day, setDay] = useState('2026-11-23')
  const [note, setNote] = useState(t`画被老师贴在墙上，很高兴。周末想和妈妈视频。`)
  const [grade, setGrade] = useState<'three' | 'four' | ''>('')
  return (
    <div className="grid gap-x-6 gap-y-4 md:grid-cols-2">
      <Field label={<Trans>姓名</Trans>} help={<Trans>和户口本上一样。</Trans>} required>
        <TextInput value={name} onChange={setName} />
      </Field>
      <Field label={<Trans>电话</Trans>} error={<Trans>电话号码不对：手机 11 位，座机要带区号。</Trans>}>
        <TextInput value={phone} onChange={setPhone} inputMode="tel" />
      </Field>
      <Field label={<Trans>日期</Trans>}>
        <DateInput value={day} onChange={setDay} />
      </Field>
      <Field label={<Trans>年级</Trans>}>
        <Select
          value={grade}
          onChange={setGrade}
          placeholder={t`请选择`}
          options={[
            { value: 'three', label: t`三年级` },
            { value: 'four', label: t`四年级` },
          ]}
        />
      </Field>
      <Field label={<Trans>她怎么说</Trans>} className="md:col-span-2">
        <TextArea value={note} onChange={setNote} />
      </Field>
      <Field label={<Trans>学校名称</Trans>} help={<Trans>这一项由上级填写，不能改。</Trans>}>
        <TextInput value={t`青禾中心学校`} onChange={() => undefined} disabled />
      </Field>
    </div>
  )
}

function Pills() {
  const { t } = useLingui()
  const [when, setWhen] = useState<'now' | 'today' | 'other' | null>('now')
  const [topics, setTopics] = useState<('study' | 'life' | 'mood')[]>(['study', 'mood'])
  return (
    <div className="space-y-4">
      <Field label={<Trans>什么时候</Trans>} group>
        <Choice
          value={when}
          onChange={setWhen}
          options={[
            { value: 'now', label: t`刚才` },
            { value: 'today', label: t`今天早些时候` },
            { value: 'other', label: t`改日期` },
          ]}
        />
      </Field>
      <Field label={<Trans>聊了什么</Trans>} group help={<Trans>可以选几项。</Trans>}>
        <Choices
          value={topics}
          onChange={setTopics}
          options={[
            { value: 'study', label: t`学习` },
            { value: 'life', label: t`生活` },
            { value: 'mood', label: t`心情` },
          ]}
        />
      </Field>
      <Field label={<Trans>见到了吗</Trans>} group error={<Trans>请选一项。</Trans>}>
        <Choice
          value={null}
          onChange={() => undefined}
          options={[
            { value: 'yes', label: t`见到了` },
            { value: 'no', label: t`没见到` },
          ]}
        />
      </Field>
      <Choice
        aria-label={t`不能选`}
        value="yes"
        onChange={() => undefined}
        disabled
        options={[
          { value: 'yes', label: t`见到了` },
          { value: 'no', label: t`没见到` },
        ]}
      />
    </div>
  )
}

export function Fields() {
  const { t } = useLingui()
  const [sealed, setSealed] = useState(true)
  const [weekly, setWeekly] = useState(false)
  const [file, setFile] = useState<File | null>(null)
  return (
    <>
      <Section title={<Trans>填写</Trans>}>
        <Texts />
      </Section>
      <Section title={<Trans>选择</Trans>}>
        <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
          <Pills />
          <div>
            <Checkbox
              checked={sealed}
              onChange={setSealed}
              label={<Trans>这段话只给我和心理老师看</Trans>}
              help={<Trans>校长也看不到内容，只知道有这次谈心。</Trans>}
            />
            <Checkbox checked={false} onChange={() => undefined} label={<Trans>没有选的</Trans>} />
            <Checkbox checked onChange={() => undefined} disabled label={<Trans>不能改的</Trans>} />
            <Switch checked={weekly} onChange={setWeekly} label={<Trans>每周提醒我</Trans>} />
            <Switch checked onChange={() => undefined} label={<Trans>到期前一天提醒</Trans>} />
          </div>
        </div>
      </Section>
      <Section title={<Trans>文件</Trans>}>
        <FileDrop
          accept=".xlsx,.xls,.csv"
          file={file}
          onChange={setFile}
          prompt={t`选学校的学生名册，或拖到这里`}
          hint={t`Excel 或 CSV，最大 20 MB`}
          size={file === null ? '' : formatBytes(file.size)}
        />
      </Section>
    </>
  )
}
