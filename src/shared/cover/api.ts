import { z } from 'zod'
import { carers, endpoint, roles } from '#shared/contract.ts'
import { Cover, CoverDraft, CoverInput, CoverPerson, CoverPreview, PostInput } from '#shared/cover/schema.ts'

const arrangers = roles('administrator', 'principal', 'classTeacher', 'helpingTeacher')

export const listCovers = endpoint({
  method: 'GET',
  path: '/api/covers',
  summary: 'Covers and hand-overs, those that run first; teachers see their own',
  access: carers,
  response: z.object({ covers: z.array(Cover) }),
})

export const listCoverPeople = endpoint({
  method: 'GET',
  path: '/api/covers/people',
  summary: 'Who may cover, and whose posts may be covered',
  access: arrangers,
  response: z.object({ people: z.array(CoverPerson) }),
})

export const previewCover = endpoint({
  method: 'POST',
  path: '/api/covers/preview',
  summary: 'How many duties for how many children a cover would move',
  access: arrangers,
  body: CoverDraft,
  response: CoverPreview,
})

export const arrangeCover = endpoint({
  method: 'POST',
  path: '/api/covers',
  summary: "Moves a person's posts to another one for some days, or for good",
  access: arrangers,
  body: CoverInput,
  response: z.object({ cover: Cover }),
})

export const endCover = endpoint({
  method: 'POST',
  path: '/api/covers/:id/end',
  summary:
    'Ends a cover before its last day; one that has not begun, or a hand-over before its day, never runs',
  access: arrangers,
  params: z.object({ id: z.uuid() }),
  response: z.object({ cover: Cover }),
})

export const fillPost = endpoint({
  method: 'POST',
  path: '/api/covers/posts',
  summary: 'Names somebody for a duty that nobody owes: gives the post from today on',
  access: roles('administrator', 'principal'),
  body: PostInput,
  response: z.object({ name: z.string() }),
})
