import { Trans, useLingui } from '@lingui/react/macro'
import { formatDate, formatPercent } from '#client/lib/format.ts'
import { LoadBar, ProgressBar } from '#client/ui/bars.tsx'
import { Button } from '#client/ui/button.tsx'
import { Panel } from '#client/ui/card.tsx'
import { CareCircle, type CirclePerson } from '#client/ui/care-circle.tsx'
import { HeatGrid } from '#client/ui/heat-grid.tsx'
import { Ring } from '#client/ui/ring.tsx'

const classes: [string, number, number][] = [
  ['1-1', 9, 9],
  ['1-2', 10, 12],
  ['2-1', 11, 12],
  ['3-1', 8, 8],
  ['3-2', 8, 12],
  ['4-1', 0, 0],
]

function Rings() {
  const { t } = useLingui()
  return (
    <ul className="grid grid-cols-3 gap-x-2 gap-y-4 sm:grid-cols-6">
      {classes.map(([name, count, of]) => (
        <li key={name} className="flex flex-col items-center gap-1">
          <Ring
            count={count}
            of={of}
            late={count < of * 0.75}
            label={t`${name} 班：${of} 个里完成 ${count} 个`}
          />
          <span className="text-sm">{name}</span>
        </li>
      ))}
    </ul>
  )
}

function Heat() {
  const { t } = useLingui()
  const months = ['2026-09', '2026-10', '2026-11', '2026-12', '2027-01', '2027-03', '2027-04']
  const columns = months.map((month) => formatDate(`${month}-01`, 'short-month'))
  const values: [string, (number | null)[]][] = [
    [t`谈心`, [0.96, 0.98, 0.94, null, null, null, null]],
    [t`电话`, [0.8, 0.86, 0.9, null, null, null, null]],
    [t`家访`, [0.1, 0.4, 0.7, null, null, null, null]],
    [t`核对`, [1, 1, 1, null, null, null, null]],
  ]
  const rows = values.map(([label, shares]) => ({
    label,
    cells: shares.map((value, index) => {
      const column = columns[index] ?? ''
      const percent = value === null ? t`还没有` : formatPercent(Math.round(value * 100), 100)
      return { value, label: `${label} ${column} ${percent}` }
    }),
  }))
  return <HeatGrid caption={t`每月按时完成`} columns={columns} rows={rows} />
}

function Circle() {
  const { t } = useLingui()
  const people: CirclePerson[] = [
    { id: 'a', label: t`奶奶`, line: 'close', text: t`奶奶` },
    { id: 'b', label: t`同伴`, note: t`何青青`, line: 'far', tone: 'leaf', text: t`何青青` },
    { id: 'c', label: t`爸爸`, note: t`东莞·每周电话`, line: 'worn', tone: 'amber', text: t`东莞·每周电话` },
    { id: 'd', label: t`妈妈`, note: t`宁波·视频`, line: 'far', text: t`宁波·视频` },
    { id: 'e', label: t`老师`, note: t`李老师·结对`, line: 'far', tone: 'sea', text: t`李老师·结对` },
  ]
  return (
    <CareCircle
      listLabel={t`看成一张名单`}
      legend={{ close: t`在身边`, far: t`不在身边`, worn: t`很久没联系上` }}
      center={t`小满`}
      people={people}
      label={t`小满身边的人：奶奶同住，爸爸最近没有联系上，妈妈常视频`}
    />
  )
}

function Load() {
  const { t } = useLingui()
  const teachers: [string, number, number][] = [
    [t`周老师`, 14, 12],
    [t`李老师`, 9, 12],
    [t`吴老师`, 0, 8],
  ]
  return teachers.map(([name, load, capacity]) => (
    <LoadBar
      key={name}
      name={name}
      load={load}
      capacity={capacity}
      label={t`${name}本周 ${load} 次，能承担 ${capacity} 次`}
    />
  ))
}

export function Figures() {
  const { t } = useLingui()
  return (
    <div className="mt-6 grid gap-4 lg:grid-cols-2">
      <Panel title={<Trans>各班谈心</Trans>} aside={<Trans>点开看是谁</Trans>}>
        <Rings />
      </Panel>
      <Panel title={<Trans>身边的人</Trans>}>
        <Circle />
      </Panel>
      <Panel title={<Trans>全年做到了多少</Trans>} aside={<Trans>按时完成 %</Trans>}>
        <Heat />
      </Panel>
      <Panel title={<Trans>老师的担子</Trans>} aside={<Trans>本周次数 / 能承担</Trans>}>
        <Load />
        <div className="mt-5 space-y-5">
          <ProgressBar
            label={t`正在读名册`}
            value={0.42}
            detail={t`4,200 / 10,000 行`}
            action={<Button>{t`停下`}</Button>}
          />
          <ProgressBar label={t`正在准备`} value={null} />
        </div>
      </Panel>
    </div>
  )
}
