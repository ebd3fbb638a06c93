import { ParentRelation, type CarerKind } from '#shared/children/schema.ts'

/** Relations to the pupil by the names of GB/T 4761 as rosters write them; the code is what is stored. */
const WORDS: Readonly<Record<string, string>> = {
  父亲: 'father',
  母亲: 'mother',
  养父: 'adoptiveFather',
  养母: 'adoptiveMother',
  继父: 'stepFather',
  继母: 'stepMother',
  祖父: 'grandfather',
  祖母: 'grandmother',
  外祖父: 'maternalGrandfather',
  外祖母: 'maternalGrandmother',
  曾祖父: 'greatGrandfather',
  曾祖母: 'greatGrandmother',
  兄: 'elderBrother',
  弟: 'youngerBrother',
  姐: 'elderSister',
  妹: 'youngerSister',
  伯父: 'fathersElderBrother',
  伯母: 'fathersElderBrothersWife',
  叔父: 'fathersYoungerBrother',
  婶母: 'fathersYoungerBrothersWife',
  舅父: 'mothersBrother',
  舅母: 'mothersBrothersWife',
  姨父: 'mothersSistersHusband',
  姨母: 'mothersSister',
  姑父: 'fathersSistersHusband',
  姑母: 'fathersSister',
  无人: 'nobody',
  不确定: 'uncertain',
}

const KIN = Object.values(WORDS)

/** Somebody the table has no word for: a neighbour, a friend, a relation a roster leaves open. */
const OTHER_RELATION = '其他'

/** What a person may enter: a code of the table or `其他`. Rosters bring words of their own, which are kept. */
export const isKnownRelation = (relation: string): boolean =>
  relation === OTHER_RELATION || KIN.includes(relation)

/** The stored code of a relation word (祖父 → grandfather); a word of the school's own (邻居) stays. */
export function relationFromWord(word: string): string {
  return WORDS[word] ?? word
}

export function isParentRelation(relation: string): relation is ParentRelation {
  return ParentRelation.safeParse(relation).success
}

const GRANDPARENTS = /^(great|maternal)?[gG]rand(father|mother)$/

/** What kind of carer a relation is; a word outside the table is a friend or neighbour until somebody says otherwise. */
export function carerKindOf(relation: string): CarerKind {
  if (isParentRelation(relation)) return 'parent'
  if (relation === 'nobody' || relation === 'uncertain') return relation
  if (GRANDPARENTS.test(relation)) return 'grandparent'
  return KIN.includes(relation) ? 'relative' : 'friend'
}
