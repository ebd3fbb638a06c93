import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { getFeed, makeFeed, revokeFeed } from '#shared/feeds/api.ts'
import {
  changeTask,
  createTask,
  fillTasks,
  finishTask,
  listDueOn,
  listTasks,
  previewRoll,
  removeTask,
  rollTasks,
  undoFill,
} from '#shared/tasks/api.ts'
import type { Task } from '#shared/tasks/schema.ts'
import { call, type CallInput } from '#client/lib/call.ts'

export const tasksQuery = (days: { from: string; to: string }) =>
  queryOptions({
    queryKey: ['tasks', days.from, days.to],
    queryFn: ({ signal }) => call(listTasks, { query: days, signal }),
    placeholderData: keepPreviousData,
  })

export const dueQuery = (on: string) =>
  queryOptions({
    queryKey: ['tasks', 'due', on],
    queryFn: ({ signal }) => call(listDueOn, { query: { on }, signal }),
  })

export const rollQuery = (yearId: string) =>
  queryOptions({
    queryKey: ['tasks', 'roll', yearId],
    queryFn: ({ signal }) => call(previewRoll, { query: { yearId }, signal }),
  })

export const feedQuery = queryOptions({
  queryKey: ['feed'],
  queryFn: ({ signal }) => call(getFeed, { signal }),
})

function useChange<Input, Output>(key: string, change: (input: Input) => Promise<Output>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    // Also after a refusal: somebody else's newer state is then on screen.
    onSettled: () => queries.invalidateQueries({ queryKey: [key] }),
  })
}

type Change = Omit<NonNullable<CallInput<typeof changeTask>>['body'], 'version'>
type Done = Omit<NonNullable<CallInput<typeof finishTask>>['body'], 'version'>

export const useCreateTask = () =>
  useChange('tasks', (body: CallInput<typeof createTask>['body']) => call(createTask, { body }))
export const useChangeTask = () =>
  useChange('tasks', ({ task, change }: { task: Pick<Task, 'id' | 'version'>; change: Change }) =>
    call(changeTask, { params: { id: task.id }, body: { version: task.version, ...change } }),
  )
export const useFinishTask = () =>
  useChange('tasks', ({ task, done }: { task: Pick<Task, 'id' | 'version'>; done: Done }) =>
    call(finishTask, { params: { id: task.id }, body: { version: task.version, ...done } }),
  )
export const useRemoveTask = () =>
  useChange('tasks', ({ id, version }: Pick<Task, 'id' | 'version'>) =>
    call(removeTask, { params: { id }, query: { version } }),
  )
export const useFillYear = () =>
  useChange('tasks', (body: CallInput<typeof fillTasks>['body']) => call(fillTasks, { body }))
export const useUndoFill = () => useChange('tasks', (id: string) => call(undoFill, { body: { id } }))
export const useRollYear = () => useChange('tasks', (yearId: string) => call(rollTasks, { body: { yearId } }))
export const useMakeFeed = () => useChange('feed', (id: string) => call(makeFeed, { body: { id } }))
export const useRevokeFeed = () => useChange('feed', () => call(revokeFeed))
