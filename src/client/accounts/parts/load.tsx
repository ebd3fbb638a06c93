import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { FirstPassword, LoadedRow } from '#shared/accounts/schema.ts'
import { isNoAnswer, isRefused, isUnsure } from '#client/lib/api-error.ts'
import { errorText } from '#client/lib/error-text.ts'
import { formatBytes } from '#client/lib/format.ts'
import { Banner } from '#client/ui/banner.tsx'
import { ProgressBar } from '#client/ui/bars.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { FileDrop } from '#client/ui/file-drop.tsx'
import { ActionBar, Page, PageHeader } from '#client/ui/page.tsx'
import { useLoadTeachers, usePreviewTeachers } from '../queries.ts'
import { FirstPasswords } from './first-passwords.tsx'
import { LoadRows } from './load-rows.tsx'

function Guide() {
  return (
    <Card className="mb-4">
      <p>
        <Trans>一行一位老师，第一行写列名：</Trans>
      </p>
      <div className="mt-2 overflow-x-auto" tabIndex={0} role="region" aria-label="Excel">
        <table className="w-full text-sm whitespace-nowrap">
          <tbody>
            <tr className="text-soft">
              <Trans>
                <th className="pe-2.5 text-start align-bottom font-medium whitespace-normal sm:pe-4 sm:whitespace-nowrap">
                  姓名
                </th>
                <th className="pe-2.5 text-start align-bottom font-medium whitespace-normal sm:pe-4 sm:whitespace-nowrap">
                  用户名
                </th>
                <th className="pe-2.5 text-start align-bottom font-medium whitespace-normal sm:pe-4 sm:whitespace-nowrap">
                  岗位
                </th>
                <th className="text-start align-bottom font-medium whitespace-normal sm:whitespace-nowrap">
                  班级
                </th>
              </Trans>
            </tr>
            <tr className="border-t border-line">
              <Trans>
                <td className="py-1.5 pe-2.5 sm:pe-4">周小禾</td>
                <td className="pe-2.5 sm:pe-4">zhouxiaohe</td>
                <td className="pe-2.5 sm:pe-4">班主任</td>
                <td>三年级(2)班</td>
              </Trans>
            </tr>
            <tr className="border-t border-line">
              <Trans>
                <td className="py-1.5 pe-2.5 sm:pe-4">何一帆</td>
                <td className="pe-2.5 sm:pe-4">heyifan</td>
                <td className="pe-2.5 sm:pe-4">心理老师</td>
                <td>（空着）</td>
              </Trans>
            </tr>
          </tbody>
        </table>
      </div>
    </Card>
  )
}

/** Why no passwords are shown; without an answer the accounts may be there, and only their passwords are lost. */
function LoadError({ error, onReread }: { error: Error; onReread: () => void }) {
  if (!isUnsure(error)) return <Banner tone="danger">{errorText(error)}</Banner>
  return (
    <Banner
      tone="due"
      title={<Trans>没有收到回音</Trans>}
      action={
        <Button onClick={onReread}>
          <Trans>看看开好没有</Trans>
        </Button>
      }
    >
      <Trans>帐号可能已经开好了，只是密码没有传回来。已经开好的，到他的帐号里重设密码。</Trans>
    </Banner>
  )
}

interface PreviewProps {
  rows: readonly LoadedRow[]
  onAgain: () => void
  /** Looks at the same file again. */
  onReread: () => void
  onLoaded: (passwords: FirstPassword[]) => void
}

function Preview({ rows, onAgain, onReread, onLoaded }: PreviewProps) {
  const load = useLoadTeachers()
  const ready = rows.filter(({ fault }) => fault === null)
  const refused = rows.length - ready.length
  const count = ready.length
  const start = (): void =>
    load.mutate([...ready], {
      onSuccess: ({ accounts }) => onLoaded(accounts),
      // Somebody has made one of them meanwhile: read anew, its row says so.
      onError: (error) => isRefused(error) && onReread(),
    })
  return (
    <>
      <div className="mb-4 space-y-3">
        {refused > 0 && (
          <Banner tone="due" title={plural(refused, { one: '# 行先不开帐号', other: '# 行先不开帐号' })}>
            <Trans>原因写在每一行。可以改好表格再选一次，也可以先开其余的。</Trans>
          </Banner>
        )}
        {load.isError && <LoadError error={load.error} onReread={onReread} />}
      </div>
      <LoadRows rows={rows} />
      <ActionBar>
        <Button onClick={onAgain}>
          <Trans>换一张表</Trans>
        </Button>
        <Button tone="primary" disabled={count === 0} busy={load.isPending} onClick={start}>
          {plural(count, { one: '开 # 个帐号', other: '开 # 个帐号' })}
        </Button>
      </ActionBar>
    </>
  )
}

/** Why the table could not be looked at. */
function ReadError({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <div className="mb-4">
      <Banner
        tone="danger"
        title={<Trans>这张表没有读出来</Trans>}
        action={
          isNoAnswer(error) ? (
            <Button onClick={onRetry}>
              <Trans>再试一次</Trans>
            </Button>
          ) : undefined
        }
      >
        {errorText(error)}
      </Banner>
    </div>
  )
}

/** A staff list in one go: choose the file, look at each row, create all at once. */
export function LoadTeachersPage() {
  const { t } = useLingui()
  const [file, setFile] = useState<File | null>(null)
  const [created, setCreated] = useState<FirstPassword[] | null>(null)
  const preview = usePreviewTeachers()
  const choose = (chosen: File): void => {
    setFile(chosen)
    preview.mutate(chosen)
  }
  const createdCount = created?.length ?? 0
  const header = (
    <PageHeader
      title={
        created === null ? (
          <Trans>从表格导入老师</Trans>
        ) : (
          plural(createdCount, { one: '开好了 # 个帐号', other: '开好了 # 个帐号' })
        )
      }
      back={{ link: { to: '/accounts' }, label: <Trans>帐号</Trans> }}
    />
  )
  if (created !== null)
    return (
      <Page>
        {header}
        <FirstPasswords passwords={created} />
        <div className="mt-5">
          <Link to="/accounts" className={buttonClass({ tone: 'primary' })}>
            <Trans>已经打印好，回到帐号</Trans>
          </Link>
        </div>
      </Page>
    )
  if (preview.data !== undefined && !preview.isPending)
    return (
      <Page width="wide">
        {header}
        <Preview
          rows={preview.data.rows}
          onAgain={() => preview.reset()}
          onReread={() => file !== null && preview.mutate(file)}
          onLoaded={setCreated}
        />
      </Page>
    )
  return (
    <Page>
      {header}
      <Guide />
      {preview.isError && (
        <ReadError error={preview.error} onRetry={() => file !== null && preview.mutate(file)} />
      )}
      {preview.isPending ? (
        <ProgressBar label={t`正在读表`} value={null} />
      ) : (
        <FileDrop
          accept=".xlsx,.xls,.csv"
          file={file}
          onChange={choose}
          prompt={<Trans>选老师名单，或拖到这里</Trans>}
          hint={<Trans>Excel 或 CSV，最大 5 MB</Trans>}
          size={file === null ? '' : formatBytes(file.size)}
        />
      )}
    </Page>
  )
}
