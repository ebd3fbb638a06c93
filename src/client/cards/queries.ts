import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { correctCard, fileCard, fileTogether, getCard, getHousehold } from '#shared/cards/api.ts'
import type { CardFiled } from '#shared/cards/schema.ts'
import type { MyDay } from '#shared/day/schema.ts'
import { call, type CallInput } from '#client/lib/call.ts'
import { findChildren } from '#client/lib/find-children.ts'
import { newId } from '#client/lib/id.ts'
import { refreshScreens } from '#client/lib/refresh.ts'

export const cardQuery = (id: string) =>
  queryOptions({
    queryKey: ['card', id],
    queryFn: async ({ signal }) => (await call(getCard, { params: { id }, signal })).card,
  })

/** Children by part of a name: of the list first, of the whole school when asked. */
export const findChildrenQuery = (q: string, view: 'list' | 'all') =>
  queryOptions({
    queryKey: ['children', 'find', view, q],
    queryFn: ({ signal }) => findChildren({ view, ...(q !== '' && { q }) }, signal),
  })

/** The server has said so: what the card fulfilled leaves the list of the day before it is asked anew. */
function leaveMyDay(queries: QueryClient, { closed }: CardFiled): void {
  queries.setQueryData<MyDay>(['my-day'], (day) => {
    if (day === undefined) return day
    const sections = day.sections.map((section) => ({
      ...section,
      items: section.items.filter(({ dutyId }) => !closed.includes(dutyId)),
    }))
    const left = closed.filter((id) =>
      day.sections.some(({ items }) => items.some(({ dutyId }) => dutyId === id)),
    ).length
    return { ...day, sections, open: day.open - left, shown: day.shown - left }
  })
}

/** The child and the others of its household, with what is open for each. */
export const householdQuery = (childId: string) =>
  queryOptions({
    queryKey: ['household', childId],
    queryFn: async ({ signal }) => (await call(getHousehold, { params: { id: childId }, signal })).children,
  })

type NewCard = CallInput<typeof fileCard>['body']

/** Files one card, or one for each child of a household. Sent again with the same ids they are the same cards. */
export function useFileCards() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async (cards: NewCard[]) => {
      const [only] = cards
      if (only !== undefined && cards.length === 1) return [await call(fileCard, { body: only })]
      return (await call(fileTogether, { body: { cards } })).filed
    },
    onSuccess: (filed) => {
      for (const one of filed) leaveMyDay(queries, one)
      void refreshScreens(queries)
    },
  })
}

/** Cards that had arrived with other words than they have now: saved as corrections, each sent again under one id. */
export function useAmendCards() {
  const queries = useQueryClient()
  const [ids] = useState(() => new Map<string, string>())
  return useMutation({
    mutationFn: async ({ cards, reason }: { cards: readonly NewCard[]; reason: string }) => {
      const filed: CardFiled[] = []
      for (const { pupilId: _, ...card } of cards) {
        const id = ids.get(card.id) ?? newId()
        ids.set(card.id, id)
        filed.push(await call(correctCard, { params: { id: card.id }, body: { ...card, id, reason } }))
      }
      return filed
    },
    onSuccess: () => void refreshScreens(queries),
  })
}

export function useCorrectCard(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: CallInput<typeof correctCard>['body']) => call(correctCard, { params: { id }, body }),
    onSuccess: () => void refreshScreens(queries),
  })
}
