import { msg } from '@lingui/core/macro'
import { i18n, type MessageDescriptor } from '@lingui/core'

/** As a child says it; the stored codes are those of children/rules/relations.ts. */
const words: Record<string, MessageDescriptor> = {
  father: msg`爸爸`,
  mother: msg`妈妈`,
  adoptiveFather: msg`养父`,
  adoptiveMother: msg`养母`,
  stepFather: msg`继父`,
  stepMother: msg`继母`,
  grandfather: msg`爷爷`,
  grandmother: msg`奶奶`,
  maternalGrandfather: msg`外公`,
  maternalGrandmother: msg`外婆`,
  greatGrandfather: msg`曾祖父`,
  greatGrandmother: msg`曾祖母`,
  elderBrother: msg`哥哥`,
  youngerBrother: msg`弟弟`,
  elderSister: msg`姐姐`,
  youngerSister: msg`妹妹`,
  fathersElderBrother: msg`伯父`,
  fathersElderBrothersWife: msg`伯母`,
  fathersYoungerBrother: msg`叔叔`,
  fathersYoungerBrothersWife: msg`婶婶`,
  mothersBrother: msg`舅舅`,
  mothersBrothersWife: msg`舅妈`,
  mothersSistersHusband: msg`姨父`,
  mothersSister: msg`姨妈`,
  fathersSistersHusband: msg`姑父`,
  fathersSister: msg`姑妈`,
  其他: msg`其他`,
  nobody: msg`没有人照顾`,
  uncertain: msg`还不确定`,
  villageDirector: msg`村儿童主任`,
}

/** A relation in words; the school's own word (邻居) is said as it was written. */
export function kinText(relation: string): string {
  const word = words[relation]
  return word === undefined ? relation : i18n._(word)
}

const NO_KIN = ['nobody', 'uncertain', 'villageDirector']

/** Codes one can choose from, the nearest first; those of no kin belong to carers and contacts. */
export const kinCodes: readonly string[] = Object.keys(words).filter((code) => !NO_KIN.includes(code))
