import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiError, isUnsure } from '#client/lib/api-error.ts'
import { errorText } from '#client/lib/error-text.ts'
import { formatNumber } from '#client/lib/format.ts'
import { Banner } from '#client/ui/banner.tsx'
import { ProgressBar } from '#client/ui/bars.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { ConfirmDialog } from '#client/ui/dialog.tsx'
import { ActionBar } from '#client/ui/page.tsx'
import { toast } from '#client/ui/toast.ts'
import { useCancelImport, useCommitImport, type ReadImport } from '../queries.ts'
import { HeaderPicker } from './header-picker.tsx'
import { LeftOut } from './left-out.tsx'
import { NewClasses } from './new-classes.tsx'
import { NoAnswer } from './no-answer.tsx'
import { Rows } from './rows.tsx'
import { SheetSetup } from './sheet-setup.tsx'
import { Summary } from './summary.tsx'
import { ToFile } from './to-file.tsx'
import { UnknownClasses } from './unknown-classes.tsx'

function Abandon({ detail }: { detail: ReadImport }) {
  const [asking, setAsking] = useState(false)
  const cancel = useCancelImport(detail.id)
  const confirm = (): void =>
    cancel.mutate(undefined, {
      onError: (error) => toast({ tone: 'error', text: errorText(error) }),
      onSettled: () => setAsking(false),
    })
  return (
    <>
      <Button size="lg" onClick={() => setAsking(true)}>
        <Trans>放弃</Trans>
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={<Trans>放弃这次导入？</Trans>}
        confirm={<Trans>放弃</Trans>}
        onConfirm={confirm}
        busy={cancel.isPending}
      >
        <Trans>名册不会有改动，文件会删掉。以后可以重新选。</Trans>
      </ConfirmDialog>
    </>
  )
}

type CommitState = ReturnType<typeof useCommitImport>

/** Why nothing was written, and the way out; without an answer nobody knows whether it was. */
function CommitError({ error }: { error: Error }) {
  if (isUnsure(error))
    return (
      <div className="mb-4">
        <NoAnswer>
          <Trans>名册要么全部写进去了，要么一个也没有写。有信号后再按一次“导入”，不会写两遍。</Trans>
        </NoAnswer>
      </div>
    )
  // Classes belong to a school year; without one there is nowhere to put them.
  const needsYear = error instanceof ApiError && error.fields.some(({ path }) => path === 'createClasses')
  return (
    <div className="mb-4">
      <Banner
        tone="danger"
        title={<Trans>没有导入，名册没有改动</Trans>}
        action={
          needsYear && (
            <Link to="/organisation/year" className={buttonClass()}>
              <Trans>去建学年</Trans>
            </Link>
          )
        }
      >
        {needsYear ? (
          <Trans>班级要放在一个学年里。先建好学年和学期，再回到这里导入。</Trans>
        ) : (
          errorText(error)
        )}
      </Banner>
    </div>
  )
}

interface CommitBarProps {
  detail: ReadImport
  commit: CommitState
  agreed: boolean
}

/** In view wherever one reads: give up or import, then how it goes on. */
function CommitBar({ detail, commit, agreed }: CommitBarProps) {
  const { t } = useLingui()
  const { counts, newClasses } = detail
  const toDo = counts === null ? 0 : counts.added + counts.changed
  const total = formatNumber(toDo)
  const nothing = counts !== null && counts.unchanged > 0 ? t`没有要改的` : t`没有能导入的`
  const start = (): void =>
    commit.mutate(agreed, { onError: () => window.scrollTo({ top: 0, behavior: 'smooth' }) })
  if (commit.isPending)
    return (
      <ActionBar>
        <div>
          <ProgressBar label={t`正在写进名册`} value={null} detail={t`${total} 个学生`} />
          <p className="mt-2 text-sm text-soft">
            <Trans>要么全部写进去，要么一个也不写。请等一下。</Trans>
          </p>
        </div>
      </ActionBar>
    )
  return (
    <ActionBar>
      <Abandon detail={detail} />
      <Button
        tone="primary"
        size="lg"
        disabled={toDo === 0 || (newClasses.length > 0 && !agreed)}
        onClick={start}
      >
        {toDo === 0 ? nothing : plural(toDo, { one: '导入 # 个学生', other: '导入 # 个学生' })}
      </Button>
    </ActionBar>
  )
}

/** What the file holds and what it would change, before anything is changed. */
export function Preview({ detail }: { detail: ReadImport }) {
  const [agreed, setAgreed] = useState(true)
  const commit = useCommitImport(detail.id)
  const { counts, file, newClasses } = detail
  if (file.headerRows.length === 0) return <HeaderPicker detail={detail} />
  return (
    <>
      {commit.error !== null && <CommitError error={commit.error} />}
      {counts !== null && <Summary detail={detail} counts={counts} />}
      {counts !== null && counts.added + counts.changed > 0 && <ToFile detail={detail} />}
      {newClasses.length > 0 && <NewClasses detail={detail} agreed={agreed} onAgree={setAgreed} />}
      <UnknownClasses key={newClasses.length} detail={detail} />
      <SheetSetup detail={detail} />
      {counts === null ? (
        <div className="mt-4">
          <Banner tone="due" title={<Trans>还不知道哪一列是姓名</Trans>}>
            <Trans>请在“列的对应”里，把姓名那一列选成“姓名”。</Trans>
          </Banner>
        </div>
      ) : (
        <>
          <Rows id={detail.id} counts={counts} />
          <LeftOut detail={detail} />
        </>
      )}
      <CommitBar detail={detail} commit={commit} agreed={agreed} />
    </>
  )
}
