import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { BackupState } from '#shared/backup/schema.ts'
import { copyText } from '#client/lib/copy-text.ts'
import { formatBytes, formatInstant } from '#client/lib/format.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { SkeletonLine } from '#client/ui/states.tsx'
import { toast } from '#client/ui/toast.ts'
import { backupQuery } from '../queries.ts'

type Last = NonNullable<BackupState['last']>

function agoText({ daysAgo }: Last, today: string): string {
  return daysAgo === 0 ? today : plural(daysAgo, { one: '# 天前', other: '# 天前' })
}

function useLastText(): (last: Last) => string {
  const { t } = useLingui()
  return (last) => {
    const when = formatInstant(last.madeAt, 'full')
    const ago = agoText(last, t`就是今天`)
    return t`上次备份：${when}，${ago}`
  }
}

/** The one line while all is well. */
function Recent({ last }: { last: Last }) {
  const { t } = useLingui()
  const text = useLastText()
  const { version } = last
  const more = [formatBytes(last.bytes), ...(version === '' ? [] : [t`版本 ${version}`])]
  return (
    <p className="flex items-start gap-2 text-sm text-soft">
      <Icon name="check" size={18} className="mt-0.5 shrink-0 text-leaf" />
      <span>{[text(last), ...more].join('\u00A0· ')}</span>
    </p>
  )
}

function Command({ children }: { children: string }) {
  const { t } = useLingui()
  const copy = async (): Promise<void> =>
    toast(
      (await copyText(children))
        ? { tone: 'done', text: t`已复制。请粘贴到服务器的命令行里。` }
        : { tone: 'error', text: t`这台设备不让复制，请打印或抄下来。` },
    )
  return (
    <div className="mt-2.5 flex flex-wrap items-center gap-2">
      <code className="min-w-0 rounded-control bg-white px-3 py-2.5 font-mono text-sm break-words select-all">
        {children.split(' ').map((word, at) => (
          // A line ends between words, never behind a hyphen of one.
          <span key={at}>
            {at > 0 && ' '}
            <span className="inline-block">{word}</span>
          </span>
        ))}
      </code>
      <Button icon="file" onClick={() => void copy()}>
        <Trans>复制</Trans>
      </Button>
    </div>
  )
}

function Advice({ state: { last, keptOutside, command } }: { state: BackupState }) {
  const text = useLastText()
  const title: ReactNode = last === null ? <Trans>还没有备份过</Trans> : text(last)
  return (
    <Banner title={title}>
      <p>
        <Trans>
          电脑坏了，孩子们的资料就靠备份。请在装守望的电脑上，到程序的文件夹里运行这一行，再把文件拷到 U
          盘等别的地方。
        </Trans>
      </p>
      {keptOutside && (
        <p>
          <Trans>
            数据库在另外的服务器上：那里已经有备份的，只要再留一份数据文件夹里的密钥，没有它打不开。
          </Trans>
        </p>
      )}
      <Command>{command}</Command>
    </Banner>
  )
}

/** When everything was last brought to safety: a line while it is recent, calm advice when it is not. */
export function LastBackup() {
  const { data, isError, isFetching, refetch } = useQuery(backupQuery)
  if (data !== undefined)
    return data.due || data.last === null ? <Advice state={data} /> : <Recent last={data.last} />
  if (!isError) return <SkeletonLine className="my-1 w-64 max-w-full" />
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-soft">
      <p>
        <Trans>看不到上次备份是什么时候。</Trans>
      </p>
      <Button icon="refresh" busy={isFetching} onClick={() => void refetch()}>
        <Trans>再试一次</Trans>
      </Button>
    </div>
  )
}
