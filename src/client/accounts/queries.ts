import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { MOST_TEACHER_FILE_BYTES } from '#shared/accounts/rules.ts'
import type { AccountInput, AddedRole, LoadedRow, ResetProof } from '#shared/accounts/schema.ts'
import {
  addRole,
  createAccount,
  endRole,
  listAccounts,
  loadTeachers,
  previewTeachers,
  resetPassword,
  resetSecondFactor,
  setDisabled,
} from '#shared/accounts/api.ts'
import { getBackupState } from '#shared/backup/api.ts'
import { call } from '#client/lib/call.ts'
import { checkTable } from '#client/lib/file-check.ts'
import { findChildren } from '#client/lib/find-children.ts'

export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: ({ signal }) => call(listAccounts, { signal }),
})

export const backupQuery = queryOptions({
  queryKey: ['backup'],
  queryFn: ({ signal }) => call(getBackupState, { signal }),
})

export const pupilSearchQuery = (search: string) =>
  queryOptions({
    queryKey: ['children', 'search', search],
    queryFn: ({ signal }) => findChildren({ view: 'all', q: search }, signal),
    enabled: search !== '',
  })

/** A change of accounts; the list is asked for again, also after a failure that may have been a lost answer. */
function useAccountChange<Input, Output>(change: (input: Input) => Promise<Output>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => queries.invalidateQueries({ queryKey: accountsQuery.queryKey }),
  })
}

export const useCreateAccount = () => useAccountChange((body: AccountInput) => call(createAccount, { body }))

export const useResetPassword = (id: string) =>
  useAccountChange(() => call(resetPassword, { params: { id } }))

export const useResetSecondFactor = (id: string) =>
  useAccountChange((body: ResetProof) => call(resetSecondFactor, { params: { id }, body }))

export const useSetDisabled = (id: string) =>
  useAccountChange((disabled: boolean) => call(setDisabled, { params: { id }, body: { disabled } }))

export const useAddRole = (id: string) =>
  useAccountChange((body: AddedRole) => call(addRole, { params: { id }, body }))

export const useEndRole = (id: string) =>
  useAccountChange(({ roleId, reason }: { roleId: string; reason: string }) =>
    call(endRole, { params: { id, roleId }, body: { reason } }),
  )

export const usePreviewTeachers = () =>
  useMutation({
    mutationFn: async (file: File) => {
      await checkTable(file, MOST_TEACHER_FILE_BYTES)
      return call(previewTeachers, { body: file })
    },
  })

export const useLoadTeachers = () =>
  useAccountChange((rows: LoadedRow[]) =>
    call(loadTeachers, {
      body: {
        rows: rows.map(({ row, name, username, role, className }) => ({
          row,
          name,
          username,
          role,
          className,
        })),
      },
    }),
  )
