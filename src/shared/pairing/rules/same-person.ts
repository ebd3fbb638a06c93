/** What is on record of somebody by which two records may turn out to be about one person. */
export interface Known {
  readonly name: string | null
  readonly sex: string
  /** Own numbers; a number of the school's office is nobody's. */
  readonly phones: readonly string[]
}

const MALE = /father$|brother$|husband$/i
const FEMALE = /mother$|sister$|wife$/i

/** By the code of a relation (GB/T 4761); a word of the school's own says nothing. */
export const sexOfRelation = (relation: string): string =>
  FEMALE.test(relation) ? 'female' : MALE.test(relation) ? 'male' : 'unknown'

const sharesPhone = (a: Known, b: Known): boolean => a.phones.some((phone) => b.phones.includes(phone))

/** One of both sexes known and not the same. */
const differsInSex = (a: Known, b: Known): boolean =>
  a.sex !== b.sex && a.sex !== 'unknown' && b.sex !== 'unknown'

/**
 * Whether somebody who helps is one of a child's family: a number in common, or the same name where nothing on record tells
 * the two apart. Two known numbers that differ do, and so does the sex.
 */
export const isOfFamily = (helper: Known, kin: Known): boolean =>
  sharesPhone(helper, kin) ||
  (helper.name !== null &&
    helper.name === kin.name &&
    !differsInSex(helper, kin) &&
    (helper.phones.length === 0 || kin.phones.length === 0))

/** The same person beyond doubt: name and number. For what is held against somebody a name alone says too little. */
export const isSamePerson = (a: Known, b: Known): boolean =>
  a.name !== null && a.name === b.name && sharesPhone(a, b)
