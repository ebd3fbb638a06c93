import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { formatDate, formatDue, formatInstant } from '#client/lib/format.ts'
import { Panel, Section } from '#client/ui/card.tsx'
import { Chip, type ChipTone } from '#client/ui/chip.tsx'
import { DataTable, type Column } from '#client/ui/data-table.tsx'
import { KeyValue } from '#client/ui/key-value.tsx'
import { EmptyState } from '#client/ui/states.tsx'
import { Timeline } from '#client/ui/timeline.tsx'

interface Row {
  id: string
  name: string
  group: string
  due: string
  keeper: string
}

const today = '2026-11-23'
const tones: Record<ReturnType<typeof formatDue>['tone'], ChipTone> = {
  overdue: 'danger',
  today: 'due',
  soon: 'calm',
  later: 'plain',
}

function Due({ date }: { date: string }) {
  const due = formatDue(date, today)
  return <Chip tone={tones[due.tone]}>{due.text}</Chip>
}

const rowsOf = (): Row[] => [
  { id: '1', name: t`林小满`, group: '3-2', due: '2026-11-23', keeper: t`周老师` },
  { id: '2', name: t`罗一鸣`, group: '3-2', due: '2026-11-25', keeper: t`周老师` },
  { id: '3', name: t`段小雨`, group: '5-1', due: '2026-11-20', keeper: t`何老师` },
  { id: '4', name: t`米朵`, group: '6-1', due: '2026-12-30', keeper: t`何老师` },
]

const columnsOf = (): Column<Row>[] => [
  { id: 'name', header: t`姓名`, cell: (row) => row.name, sortValue: (row) => row.name },
  { id: 'group', header: t`班级`, cell: (row) => row.group, sortValue: (row) => row.group },
  { id: 'keeper', header: t`谁负责`, cell: (row) => row.keeper },
  {
    id: 'due',
    header: t`到期`,
    cell: (row) => <Due date={row.due} />,
    sortValue: (row) => row.due,
    align: 'end',
  },
]

function Table() {
  const rows = rowsOf()
  const columns = columnsOf()
  return (
    <div className="space-y-4">
      <DataTable caption={t`还没联系到`} columns={columns} rows={rows} rowId={(row) => row.id} />
      <DataTable
        caption={t`空的表`}
        columns={columns}
        rows={[]}
        rowId={(row) => row.id}
        empty={<EmptyState icon="check" title={<Trans>都联系到了</Trans>} />}
      />
    </div>
  )
}

export function Records() {
  return (
    <>
      <Section title={<Trans>还没联系到</Trans>} aside={formatInstant('2026-11-23T01:30:00Z', 'full')}>
        <Table />
      </Section>
      <div className="mt-5 grid gap-4 lg:grid-cols-2">
        <Panel title={<Trans>来往</Trans>}>
          <Timeline
            items={[
              {
                id: '1',
                when: formatDate('2026-11-09'),
                title: t`爸爸来电 12 分钟`,
                detail: t`亲情电话 · 值班老师在场`,
              },
              { id: '2', when: formatDate('2026-11-02'), title: t`给爸爸打电话，没有接通`, tone: 'tried' },
              {
                id: '3',
                when: formatDate('2026-10-20'),
                title: t`与周老师谈心`,
                detail: t`想学画画；跟进：美术组报名`,
              },
              { id: '4', when: formatDate('2026-09-15'), title: t`家访 · 见到奶奶` },
            ]}
          />
        </Panel>
        <Panel title={<Trans>基本情况</Trans>}>
          <KeyValue
            items={[
              { label: t`出生日期`, value: formatDate('2017-03-08', 'full') },
              { label: t`住址`, value: t`河湾村三组 12 号` },
              { label: t`联系电话`, value: '' },
              { label: t`档案`, value: <Chip tone="done">{t`五清楚 5/5`}</Chip> },
            ]}
            empty={<Trans>还没有填</Trans>}
          />
        </Panel>
      </div>
    </>
  )
}
