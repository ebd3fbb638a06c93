import { Trans } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { exchange } from '#client/lib/call.ts'
import { forgetDrafts } from '#client/lib/draft.ts'
import { errorText } from '#client/lib/error-text.ts'
import { sessionQuery } from '#client/lib/session.ts'
import { Button } from '#client/ui/button.tsx'
import { toast } from '#client/ui/toast.ts'

const end = { method: 'POST', path: '/api/auth/sign-out' } as const

/** Ends the session and takes with it what the person had begun to type on this device. */
export function SignOut() {
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const leave = async (): Promise<void> => {
    setBusy(true)
    try {
      await exchange(end, { body: {} })
      const session = queries.getQueryData(sessionQuery.queryKey)
      if (session !== undefined) await forgetDrafts(session.user.id)
      location.assign('/sign-in')
    } catch (error) {
      toast({ tone: 'error', text: errorText(error) })
      setBusy(false)
    }
  }
  return (
    <Button icon="leave" busy={busy} onClick={() => void leave()}>
      <Trans>退出登录</Trans>
    </Button>
  )
}
