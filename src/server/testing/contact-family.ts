import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool } from '#server/testing/factories.ts'
import type { Person, TestApp } from '#server/testing/test-app.ts'

/** One of a card, a print or a page, by id. */
export const personOf = (body: { people: { id: string }[] }, id: string) =>
  body.people.find((one) => one.id === id)

/** What a guardian's browser asks for and sends. */
export const guardianOf = (app: TestApp) => ({
  look: (url: string, headers = {}) => app.anonymous({ method: 'GET', url, headers }),
  send: (url: string, form: Record<string, string>) =>
    app.anonymous({
      method: 'POST',
      url,
      payload: new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
})

/** A child with a file whose father is away and whose mother is at home, both with numbers; and who works for it. */
export async function makeContactFamily(app: TestApp) {
  const school = await makeSchool(app.owner)
  const { schoolId } = school
  const principal = await app.signIn({ schoolId, role: 'principal' })
  const classId = school.classes['三年级(1)班'] ?? ''
  const teacher = await app.signIn({ schoolId, role: 'classTeacher', classId })
  const child = await makeAwayChild(app.owner, school)
  await app.owner`insert into child_file (school_id, id, pupil_id, opened_on) values (${schoolId}, ${newId()}, ${child}, '2026-09-01')`
  const { members } = (await teacher.get(`/api/children/${child}`)).body
  const [father = '', mother = ''] = members.map(({ id }: { id: string }) => id) as string[]
  const path = (rest: string) => `/api/children/${child}/${rest}`
  const change = async (id: string, payload: object, who: Person = teacher) => {
    const file = (await who.get(`/api/children/${child}`)).body
    const { version } = file.members.find((one: { id: string }) => one.id === id)
    return who.request({ method: 'PATCH', url: path(`members/${id}`), payload: { version, ...payload } })
  }
  await change(father, { phone: '19411112222', workPhone: '0599-1234567', workUnit: '测试电子厂' })
  await change(mother, { phone: '19433334444' })
  return {
    school,
    principal,
    teacher,
    child,
    father,
    mother,
    path,
    change,
    card: async (who: Person = teacher) => (await who.get(path('contact-card'))).body,
    startRound: () =>
      principal.post('/api/contact-rounds', { id: newId(), kind: 'termly', to: '2026-12-31' }),
    makeLink: async (memberId = father): Promise<string> =>
      (await teacher.post(path('contact-card/link'), { memberId })).body.path,
  }
}

export type ContactFamily = Awaited<ReturnType<typeof makeContactFamily>>
