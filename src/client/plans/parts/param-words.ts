import { t } from '@lingui/core/macro'
import type { PlanParams } from '#shared/duties/schema.ts'
import { sentenceOf } from './rule-words.ts'

type Words<Key extends string> = Record<Key, () => string>
type One<List> = List extends readonly (infer Item)[] ? Item : never

/** A choice of a plan with its words, in the order in which it is offered. */
const choice =
  <Key extends string>(words: Words<Key>) =>
  (): { value: Key; label: string }[] =>
    // The keys of the words are the values: the type above says so.
    (Object.keys(words) as Key[]).map((value) => ({ value, label: sentenceOf(words[value]()) }))

const unitWords: Words<PlanParams['unit']> = {
  school: () => t`全校一起做`,
  class: () => t`以班级为单位`,
  project: () => t`按项目做`,
}
export const unitText = (unit: PlanParams['unit']): string => unitWords[unit]()
export const unitOptions = choice(unitWords)

type Category = One<PlanParams['otherTargets']>['category']
const categoryWords: Words<Category> = {
  singleParent: () => t`单亲家庭的孩子`,
  disabled: () => t`残疾的孩子`,
  orphan: () => t`孤儿`,
  migrantWorkersChild: () => t`随父母来的孩子`,
  studyDifficulty: () => t`学习吃力的孩子`,
  poverty: () => t`家里困难的孩子`,
}
export const categoryText = (category: Category): string => categoryWords[category]()
export const categoryOptions = choice(categoryWords)

const partWords: Words<'survey' | 'archive' | 'duties'> = {
  survey: () => t`摸底`,
  archive: () => t`建档`,
  duties: () => t`谈心家访`,
}
export const partText = (part: keyof typeof partWords): string => partWords[part]()
export const partOptions = choice(partWords)

type Priority = One<PlanParams['priorities']>
const priorityWords: Words<Priority> = {
  safety: () => t`安全优先`,
  study: () => t`学习优先`,
  life: () => t`生活优先`,
  activity: () => t`活动优先`,
}
export const priorityText = (priority: Priority): string => priorityWords[priority]()
export const priorityOptions = choice(priorityWords)

const scopeWords: Words<PlanParams['pairing']['scope']> = {
  all: () => t`名单上的孩子都结对`,
  keyTargets: () => t`只给重点孩子结对`,
}
export const scopeText = (scope: PlanParams['pairing']['scope']): string => scopeWords[scope]()
export const scopeOptions = choice(scopeWords)

type Model = One<PlanParams['pairing']['models']>['kind']
const pairingWords: Words<Model> = {
  teacherAndPupil: () => t`一位老师和一个同学结对`,
  teacher: () => t`一位老师结对`,
  class: () => t`班级结对`,
  agentParent: () => t`代理家长`,
  teacherAndOtherParent: () => t`老师和别的家长结对`,
  group3211: () => t`3+2+1+1 互助小组`,
  volunteer: () => t`志愿者结对`,
  pupil: () => t`同学结对`,
}
export const pairingText = (kind: Model): string => pairingWords[kind]()
export const pairingOptions = choice(pairingWords)

type Criterion = One<PlanParams['planCriteria']>
const criterionWords: Words<Criterion> = {
  studyDecline: () => t`成绩下滑`,
  notDiligent: () => t`学习不用心`,
  personality: () => t`性格内向或孤单`,
  conduct: () => t`行为习惯需要帮助`,
  suspectedOffence: () => t`可能卷入违法的事`,
}
export const criterionText = (criterion: Criterion): string => criterionWords[criterion]()
export const criterionOptions = choice(criterionWords)

type OneKey = One<PlanParams['ones']>['key']
const oneWords: Words<OneKey> = {
  call: () => t`一个电话`,
  letter: () => t`一封信`,
  classTeacherContact: () => t`和班主任联系一次`,
  subjectTeacherContact: () => t`和任课老师联系一次`,
  homeReturn: () => t`回一次家`,
  phonePlace: () => t`一处亲情电话`,
  homePlace: () => t`一处活动的地方`,
  book: () => t`一本书`,
  warmth: () => t`一次送温暖`,
  visit: () => t`一次家访`,
  help: () => t`一次帮扶`,
  informationCheck: () => t`一次信息核对`,
}
export const oneText = (key: OneKey): string => oneWords[key]()

type PersonWho = One<PlanParams['ones']>['actor']
const actorWords: Words<PersonWho> = {
  child: () => t({ context: 'who does it', message: '孩子' }),
  parent: () => t({ context: 'who does it', message: '父母' }),
  either: () => t`孩子或父母`,
  school: () => t({ context: 'who does it', message: '学校' }),
}
export const actorText = (actor: PersonWho): string => actorWords[actor]()

type Target = One<PlanParams['targets']>['key']
const targetWords: Words<Target> = {
  archive: () => t`建档率`,
  enrolment: () => t`入学率`,
  retention: () => t`巩固率`,
  dropOut: () => t`辍学率`,
  offence: () => t`违法犯罪率`,
  fewerChildren: () => t`留在家里的孩子越来越少`,
  fiveGoals: () => t`五有`,
}
export const targetText = (target: Target): string => targetWords[target]()
export const targetOptions = choice(targetWords)

type Meeting = One<PlanParams['meetings']>['kind']
const meetingWords: Words<Meeting> = {
  meeting: () => t`工作会`,
  symposium: () => t`座谈会`,
  forum: () => t`交流会`,
}
export const meetingText = (kind: Meeting): string => meetingWords[kind]()

type Level = One<PlanParams['summaries']>['level']
const levelWords: Words<Level> = {
  class: () => t`班级总结`,
  pairing: () => t`帮扶总结`,
  school: () => t`学校总结`,
}
export const levelText = (level: Level): string => levelWords[level]()

type Appraisal = NonNullable<PlanParams['appraisal']>
const appraisalWords: Words<Appraisal> = {
  yearEnd: () => t`年终考评`,
  scheme: () => t`按考核办法`,
  homeInspection: () => t`走访检查`,
  points: () => t`按积分`,
  ethics: () => t`并入师德考核`,
}
export const appraisalText = (appraisal: Appraisal): string => appraisalWords[appraisal]()
export const appraisalOptions = choice(appraisalWords)

type Agreement = One<PlanParams['agreements']>
const agreementWords: Words<Agreement> = {
  safetyLetter: () => t`安全告知书`,
  targetResponsibility: () => t`目标责任书`,
  commitment: () => t`承诺书`,
}
export const agreementText = (agreement: Agreement): string => agreementWords[agreement]()
export const agreementOptions = choice(agreementWords)

type Prompt = One<PlanParams['parentContact']['prompts']>
const promptWords: Words<Prompt> = {
  holiday: () => t`放假父母回来时`,
  termStart: () => t`开学时`,
}
export const promptText = (prompt: Prompt): string => promptWords[prompt]()
