import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { FeedLink } from '#shared/feeds/schema.ts'
import { errorText } from '#client/lib/error-text.ts'
import { formatDate, formatInstant } from '#client/lib/format.ts'
import { newId } from '#client/lib/id.ts'
import { QueryError } from '#client/shell/fallbacks.tsx'
import { copyText } from '#client/lib/copy-text.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Field } from '#client/ui/field.tsx'
import { Skeleton } from '#client/ui/states.tsx'
import { TextInput } from '#client/ui/text-input.tsx'
import { toast } from '#client/ui/toast.ts'
import { feedQuery, useMakeFeed, useRevokeFeed } from '../queries.ts'

function Shown({ url }: { url: string }) {
  const { t } = useLingui()
  const copy = async (): Promise<void> =>
    toast(
      (await copyText(url))
        ? { tone: 'done', text: t`复制好了，粘贴到手机日历的“订阅”里。` }
        : { tone: 'info', text: t`没有复制成，请长按网址自己复制。` },
    )
  return (
    <div className="space-y-3">
      <Banner tone="done" title={<Trans>链接做好了，只显示这一次</Trans>}>
        <Trans>谁有这个链接，谁就看得到您的安排。不要发到群里；发错了，回来重新做一个，旧的就失效。</Trans>
      </Banner>
      <Field label={<Trans>您的日历链接</Trans>}>
        <TextInput
          value={url}
          onChange={() => undefined}
          readOnly
          onFocus={(event) => event.target.select()}
        />
      </Field>
      <Button tone="primary" wide onClick={() => void copy()}>
        <Trans>复制链接</Trans>
      </Button>
    </div>
  )
}

function Kept({ link }: { link: FeedLink }) {
  const made = formatInstant(link.createdAt, 'full')
  const read = link.readOn === null ? '' : formatDate(link.readOn, 'full')
  return (
    <p className="mb-4">
      <Trans>已有一个链接，{made} 做的。</Trans>
      <br />
      {link.readOn === null ? <Trans>还没有日历用过它。</Trans> : <Trans>最近一次读取：{read}。</Trans>}
    </p>
  )
}

/** A private link by which one's phone shows the school's calendar. */
export function FeedDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const feed = useQuery(feedQuery)
  const make = useMakeFeed()
  const revoke = useRevokeFeed()
  const [id] = useState(() => newId())
  const link = feed.data?.link ?? null
  const path = make.data?.path
  const error = make.error ?? revoke.error
  const stop = (): void =>
    revoke.mutate(undefined, {
      onSuccess: () => {
        make.reset()
        toast({ tone: 'done', text: t`链接停用了，手机日历不会再更新。` })
      },
    })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={<Trans>放进手机日历</Trans>}
      description={<Trans>手机日历会自己来取：您的工作按名称，到期的任务只写几件，不写孩子的名字。</Trans>}
    >
      {feed.isError ? (
        <QueryError error={feed.error} onRetry={() => void feed.refetch()} busy={feed.isFetching} />
      ) : feed.data === undefined ? (
        <Skeleton rows={1} />
      ) : path !== undefined && link !== null ? (
        <Shown url={`${location.origin}${path}`} />
      ) : (
        <>
          {link !== null && <Kept link={link} />}
          <Button tone="primary" wide busy={make.isPending} onClick={() => make.mutate(id)}>
            {link === null ? <Trans>做一个链接</Trans> : <Trans>重新做一个，旧的失效</Trans>}
          </Button>
        </>
      )}
      {link !== null && (
        <div className="mt-3">
          <Button tone="danger" wide busy={revoke.isPending} onClick={stop}>
            <Trans>停用链接</Trans>
          </Button>
        </div>
      )}
      {error !== null && (
        <div className="mt-3">
          <Banner tone="danger">{errorText(error)}</Banner>
        </div>
      )}
    </Dialog>
  )
}
