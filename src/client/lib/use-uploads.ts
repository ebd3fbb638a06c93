import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Owner } from '#shared/attachments/schema.ts'
import { useSession } from './session.ts'
import { isRefused } from './api-error.ts'
import { newId } from './id.ts'
import { dropJob, jobOf, keepJob, keptJobs, sendJob, type Job, type Progress } from './upload.ts'

export interface Sending extends Progress {
  job: Job
  error: unknown
}

/** What was never read, or was refused, would fail the same way again. */
export const mayTryAgain = ({ job, error }: Sending): boolean =>
  error !== null && job.sha256 !== '' && !isRefused(error)

const atStart = { share: 0, waiting: false, error: null }

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
    setSending((all) => [...all.filter((one) => one.job.id !== job.id), { job, ...atStart }])
    sendJob(job, (progress) => change(job, progress)).then(
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
        // Said where the file would stand, not over the buttons with which another one is chosen.
        const job = { id: newId(), owner: { kind, id }, name: file.name, sha256: '', blob: file }
        setSending((all) => [...all, { job, ...atStart, error }])
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
      for (const one of sending) if (mayTryAgain(one)) send(one.job)
    }
    addEventListener('online', again)
    return () => removeEventListener('online', again)
  })
  return { sending, add, send, forget }
}
