import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Owner } from '#shared/attachments/schema.ts'
import { useSession } from './session.ts'
import { errorText } from './error-text.ts'
import { isRefused } from './api-error.ts'
import { dropJob, jobOf, keepJob, keptJobs, sendJob, type Job } from './upload.ts'
import { toast } from '#client/ui/toast.ts'
import { t } from '@lingui/core/macro'

export interface Sending {
  job: Job
  /** 0 to 1. */
  share: number
  error: unknown
}

/** Files on their way to one owner: sent at once, gone on with after a reload, tried again on demand. */
export function useUploads(owner: Owner) {
  const { user, draftKey } = useSession()
  const userId = user.id
  const queries = useQueryClient()
  const [sending, setSending] = useState<readonly Sending[]>([])
  const { kind, id } = owner
  const change = (job: Job, part: Partial<Sending>): void =>
    setSending((all) => all.map((one) => (one.job.id === job.id ? { ...one, ...part } : one)))
  const forget = (job: Job): void => {
    setSending((all) => all.filter((one) => one.job.id !== job.id))
    void dropJob(job)
  }
  const send = (job: Job): void => {
    setSending((all) => [...all.filter((one) => one.job.id !== job.id), { job, share: 0, error: null }])
    sendJob(job, (share) => change(job, { share })).then(
      () => {
        forget(job)
        void queries.invalidateQueries({ queryKey: ['attachments', kind, id] })
      },
      (error: unknown) => {
        change(job, { error })
        // What was refused would be refused again after a reload.
        if (isRefused(error)) void dropJob(job)
      },
    )
  }
  const add = async (files: readonly File[]): Promise<void> => {
    for (const file of files) {
      try {
        const job = await jobOf({ kind, id }, file, file.name)
        await keepJob(job, { userId, draftKey })
        send(job)
      } catch (error) {
        const { name } = file
        const why = errorText(error)
        toast({ tone: 'error', text: t`没有上传 ${name}：${why}` })
      }
    }
  }
  useEffect(() => {
    let isHere = true
    void keptJobs({ kind, id }, { userId, draftKey }).then((jobs) => {
      if (isHere) for (const job of jobs) send(job)
    })
    return () => {
      isHere = false
    }
    // oxlint-disable-next-line react/exhaustive-deps -- once for each owner: what is on its way is sent once
  }, [kind, id, userId, draftKey])
  useEffect(() => {
    const again = (): void => {
      for (const { job, error } of sending) if (error !== null && !isRefused(error)) send(job)
    }
    addEventListener('online', again)
    return () => removeEventListener('online', again)
  })
  return { sending, add, send, forget }
}
