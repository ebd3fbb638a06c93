import { Trans } from '@lingui/react/macro'
import { getRouteApi } from '@tanstack/react-router'
import { useHasRole } from '#client/lib/session.ts'
import { Page } from '#client/ui/page.tsx'
import { EmptyState } from '#client/ui/states.tsx'
import { NewForm } from './parts/new-form.tsx'
import { PickChild } from './parts/pick-child.tsx'
import { PickKind } from './parts/pick-kind.tsx'

const route = getRouteApi('/app/cards/new')

/** A card in three steps of which most are already answered: which child, what kind, the card itself. */
export function NewCardPage() {
  const search = route.useSearch()
  const writes = useHasRole('classTeacher', 'helpingTeacher', 'counsellor', 'principal')
  const { child, kind, duty, from, to } = search
  if (!writes)
    return (
      <EmptyState icon="lock" title={<Trans>您的岗位不写记录</Trans>}>
        <Trans>谈心、联系和家访由孩子的老师、心理老师和校长来记。</Trans>
      </EmptyState>
    )
  const earlier = duty !== undefined && from !== undefined && to !== undefined ? { id: duty, from, to } : null
  return (
    <Page>
      {child === undefined ? (
        <PickChild search={search} />
      ) : kind === undefined ? (
        <PickKind childId={child} />
      ) : (
        // A form of its own for each child, kind and duty: nothing of one can show in another.
        <NewForm key={`${child}|${kind}|${duty ?? ''}`} childId={child} kind={kind} duty={earlier} />
      )}
    </Page>
  )
}
