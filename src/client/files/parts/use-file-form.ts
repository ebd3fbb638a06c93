import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { CareFile } from '#shared/children/schema.ts'
import { ApiError } from '#client/lib/api-error.ts'
import { careFileQuery } from '#client/lib/care-file.ts'
import { useDraft } from '#client/lib/draft.ts'
import { useChangeBasics, useChangeFile } from '../queries.ts'
import type { Side } from './conflict.tsx'
import { basicsChange, fileChange, valuesOf } from './file-values.ts'
import { changed, merge, type Values } from './merge.ts'

interface Form {
  values: Values
  /** What stood there when the typing began: with it, words kept over another's change are still told apart. */
  base: Values
}

/** Text of a file being changed, over the version it was read from; a conflict turns into questions. */
export function useFileForm(now: CareFile, keys: readonly string[], onSaved: () => void) {
  const queries = useQueryClient()
  // What is typed belongs to the version it was begun on, whatever the page reads meanwhile.
  const [read] = useState(now)
  const [file, setFile] = useState(now)
  const [initial] = useState<Form>(() => ({ values: valuesOf(read, keys), base: valuesOf(read, keys) }))
  const [conflict, setConflict] = useState<{ theirs: Values; keys: string[] } | null>(null)
  const [chosen, setChosen] = useState<Record<string, Side>>({})
  const draft = useDraft<Form>('child-file', read.basics.id, initial)
  const basics = useChangeBasics()
  const care = useChangeFile()
  const { values } = draft.value
  const base = valuesOf(file, keys)
  const set = (key: string, value: string): void => draft.change({ values: { ...values, [key]: value } })

  const { restored } = draft
  useEffect(() => {
    if (!restored) return
    const theirs = initial.values
    const result = merge(draft.value.base, draft.value.values, theirs)
    draft.change({ values: { ...theirs, ...result.values } })
    if (result.conflicts.length > 0) setConflict({ theirs, keys: result.conflicts })
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the kept words have come back
  }, [restored])

  /** Reads the file anew and lays both changes beside each other. */
  const compare = async (): Promise<void> => {
    const theirs = await queries.fetchQuery({ ...careFileQuery(read.basics.id), staleTime: 0 })
    const result = merge(base, values, valuesOf(theirs, keys))
    setFile(theirs)
    setChosen({})
    setConflict({ theirs: valuesOf(theirs, keys), keys: result.conflicts })
    draft.change({ values: result.values })
  }

  const send = async (final: Values): Promise<void> => {
    const part = changed(base, final)
    const inBasics = basicsChange(part)
    const inFile = fileChange(part, keys)
    const params = { id: read.basics.id }
    if (inBasics !== undefined)
      await basics.mutateAsync({ params, body: { ...inBasics, version: file.basics.version } })
    if (inFile !== undefined && file.file !== null)
      await care.mutateAsync({ params, body: { ...inFile, version: file.file.version } })
  }

  const save = async (): Promise<void> => {
    const open = conflict?.keys.some((key) => chosen[key] === undefined) ?? false
    if (open) return
    const final: Record<string, string> = { ...values }
    for (const key of conflict?.keys ?? [])
      if (chosen[key] === 'theirs') final[key] = conflict?.theirs[key] ?? ''
    try {
      await send(final)
      await draft.clear()
      onSaved()
    } catch (error) {
      // Anything else stands below the form already, from the mutation itself.
      if (error instanceof ApiError && error.code === 'version-conflict')
        await compare().catch(() => undefined)
    }
  }
  const failure = basics.error ?? care.error
  const shown = failure instanceof ApiError && failure.code === 'version-conflict' ? null : failure
  return {
    values,
    set,
    save,
    error: shown,
    busy: basics.isPending || care.isPending,
    conflict,
    chosen,
    choose: (key: string, side: Side): void => setChosen((old) => ({ ...old, [key]: side })),
    restored,
    startAgain: (): Promise<void> => {
      setConflict(null)
      return draft.clear()
    },
  }
}
