import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  closeDepartment,
  createDepartment,
  renameDepartment,
  setDepartmentMembers,
} from '#shared/departments/api.ts'
import type { Department, DepartmentInput } from '#shared/departments/schema.ts'
import { call } from '#client/lib/call.ts'

function useChange<Input, Output>(change: (input: Input) => Promise<Output>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    // Tasks carry the names, the board the people.
    onSettled: () =>
      Promise.all(
        ['departments', 'tasks', 'board'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
      ),
  })
}

type Known = Pick<Department, 'id' | 'version'>

export const useCreateDepartment = () =>
  useChange((body: DepartmentInput) => call(createDepartment, { body }))
export const useRenameDepartment = ({ id, version }: Known) =>
  useChange((name: string) => call(renameDepartment, { params: { id }, body: { version, name } }))
export const useSetMembers = ({ id, version }: Known) =>
  useChange((body: { memberIds: string[]; headId: string | null }) =>
    call(setDepartmentMembers, { params: { id }, body: { version, ...body } }),
  )
export const useCloseDepartment = ({ id, version }: Known) =>
  useChange(() => call(closeDepartment, { params: { id }, body: { version } }))
