// The one catalogue of the child's file (档案卡, 基本情况登记表): it drives form, page, print, completeness and clears.

/** Who sees it: whoever reaches the child / with numbers and addresses / who keeps the file (H-06) / the counsellor. */
export type FieldTier = 'basic' | 'contact' | 'case' | 'psych'

export type FieldKind = 'text' | 'longText' | 'choice' | 'choices' | 'yesNo' | 'date' | 'number'

/** Why we ask; the client words it, and the form says it beside the question. */
export type FieldPurpose =
  | 'identify'
  | 'reach'
  | 'figures'
  | 'understand'
  | 'safety'
  | 'health'
  | 'support'
  | 'listen'

export const FIELD_SECTIONS = ['register', 'person', 'school', 'health', 'home', 'needs', 'mind'] as const
export type FieldSection = (typeof FIELD_SECTIONS)[number]

export interface FieldRule {
  readonly key: string
  readonly section: FieldSection
  readonly tier: FieldTier
  readonly kind: FieldKind
  readonly purpose: FieldPurpose
  /** A column of the pupil or of the file that rules read, or a value of the sealed part of its tier. */
  readonly stored: 'pupil' | 'file' | 'part'
  /** The standard its codes come from. */
  readonly standard?: string
  readonly options?: readonly string[]
  /** Characters of a text; the largest number. */
  readonly max?: number
  /** Months after which what was observed is no longer shown unless written anew (H-06). */
  readonly reviewMonths?: number
  /** The clear (F07) that needs it; such a field is seen by everybody who reaches the child. */
  readonly clear?: 'basics' | 'character' | 'interests' | 'health'
}

type Rest = Omit<FieldRule, 'key' | 'stored' | 'purpose' | 'section'>

const OBSERVED: Rest = { tier: 'case', kind: 'longText', max: 1000, reviewMonths: 12 }
const CASE_CHOICE: Rest = { tier: 'case', kind: 'choice' }
const CASE_CHOICES: Rest = { tier: 'case', kind: 'choices' }
const LONG: Rest = { tier: 'basic', kind: 'longText', max: 1000 }

const FIELDS = [
  { key: 'name', section: 'register', tier: 'basic', kind: 'text', purpose: 'identify', stored: 'pupil', clear: 'basics' },
  { key: 'sex', section: 'register', tier: 'basic', kind: 'choice', purpose: 'figures', stored: 'pupil', standard: 'GB/T 2261.1', options: ['male', 'female', 'unknown'], clear: 'basics' },
  { key: 'birthDate', section: 'register', tier: 'basic', kind: 'date', purpose: 'identify', stored: 'pupil', clear: 'basics' },
  { key: 'idNumber', section: 'register', tier: 'contact', kind: 'text', purpose: 'identify', stored: 'pupil', standard: 'GB 11643' },
  { key: 'ethnic', section: 'register', tier: 'basic', kind: 'text', purpose: 'figures', stored: 'pupil', standard: 'GB/T 3304', max: 20 },
  { key: 'formerName', section: 'register', tier: 'basic', kind: 'text', purpose: 'identify', stored: 'part', max: 60 },
  { key: 'nativePlace', section: 'register', tier: 'basic', kind: 'text', purpose: 'figures', stored: 'part', standard: 'GB/T 2260', max: 60 },
  { key: 'residence', section: 'register', tier: 'basic', kind: 'choice', purpose: 'figures', stored: 'pupil', options: ['rural', 'urban', 'unknown'] },
  { key: 'hukouRegistered', section: 'register', tier: 'basic', kind: 'yesNo', purpose: 'support', stored: 'part' },
  { key: 'hukouPlace', section: 'register', tier: 'contact', kind: 'text', purpose: 'figures', stored: 'part', standard: 'GB/T 2260', max: 100 },
  { key: 'address', section: 'register', tier: 'contact', kind: 'text', purpose: 'reach', stored: 'pupil', max: 200, clear: 'basics' },
  { key: 'village', section: 'register', tier: 'basic', kind: 'text', purpose: 'reach', stored: 'pupil', max: 60 },
  { key: 'phone', section: 'register', tier: 'contact', kind: 'text', purpose: 'reach', stored: 'pupil' },
  { key: 'onlyChild', section: 'register', tier: 'basic', kind: 'yesNo', purpose: 'understand', stored: 'part' },
  { key: 'keeper', section: 'register', tier: 'basic', kind: 'text', purpose: 'identify', stored: 'file' },

  { key: 'character', section: 'person', purpose: 'understand', stored: 'part', ...LONG, clear: 'character' },
  { key: 'interests', section: 'person', purpose: 'understand', stored: 'part', ...LONG, clear: 'interests' },
  { key: 'talents', section: 'person', purpose: 'understand', stored: 'part', ...LONG },
  { key: 'strengths', section: 'person', purpose: 'understand', stored: 'part', ...LONG },
  { key: 'friends', section: 'person', purpose: 'understand', stored: 'part', ...LONG },
  { key: 'selfIntroduction', section: 'person', purpose: 'listen', stored: 'part', ...LONG },
  { key: 'goals', section: 'person', purpose: 'listen', stored: 'part', ...LONG },

  { key: 'class', section: 'school', tier: 'basic', kind: 'text', purpose: 'identify', stored: 'pupil', clear: 'basics' },
  { key: 'studentNo', section: 'school', tier: 'basic', kind: 'text', purpose: 'identify', stored: 'pupil', max: 40 },
  { key: 'boarding', section: 'school', tier: 'basic', kind: 'choice', purpose: 'figures', stored: 'pupil', options: ['false', 'true'] },
  { key: 'schooling', section: 'school', tier: 'contact', kind: 'choice', purpose: 'figures', stored: 'part', options: ['kindergarten', 'notYet', 'primary', 'junior', 'senior', 'vocational', 'leftEarly', 'notAtSchool'] },
  { key: 'schoolDistance', section: 'school', tier: 'basic', kind: 'number', purpose: 'safety', stored: 'part', max: 300 },
  { key: 'travel', section: 'school', tier: 'basic', kind: 'choices', purpose: 'safety', stored: 'part', options: ['walk', 'bicycle', 'motorbike', 'bus', 'schoolBus', 'family'] },
  { key: 'studyState', section: 'school', purpose: 'support', stored: 'part', ...CASE_CHOICE, options: ['steady', 'someHelp', 'moreHelp'], reviewMonths: 12 },

  { key: 'health', section: 'health', tier: 'contact', kind: 'longText', purpose: 'health', stored: 'part', max: 1000, clear: 'health' },
  { key: 'allergies', section: 'health', tier: 'contact', kind: 'text', purpose: 'health', stored: 'part', max: 200 },
  { key: 'medication', section: 'health', tier: 'contact', kind: 'text', purpose: 'health', stored: 'part', max: 200 },
  { key: 'bloodType', section: 'health', tier: 'contact', kind: 'choice', purpose: 'health', stored: 'part', options: ['A', 'B', 'AB', 'O', 'unknown'] },
  { key: 'bodyState', section: 'health', purpose: 'figures', stored: 'part', ...CASE_CHOICE, options: ['healthy', 'disabled', 'ill'] },
  { key: 'disabilityKind', section: 'health', purpose: 'support', stored: 'part', ...CASE_CHOICES, standard: 'GB/T 26341', options: ['sight', 'hearing', 'speech', 'limbs', 'learning', 'mental'] },
  { key: 'disabilityLevel', section: 'health', purpose: 'support', stored: 'part', ...CASE_CHOICE, standard: 'GB/T 26341', options: ['1', '2', '3', '4'] },
  { key: 'illness', section: 'health', tier: 'case', kind: 'text', purpose: 'support', stored: 'part', max: 100 },

  { key: 'parentsReturn', section: 'home', tier: 'contact', kind: 'text', purpose: 'understand', stored: 'part', max: 200 },
  { key: 'lastMet', section: 'home', tier: 'basic', kind: 'date', purpose: 'understand', stored: 'part' },
  { key: 'villageContact', section: 'home', tier: 'contact', kind: 'text', purpose: 'reach', stored: 'part', max: 60 },
  { key: 'guardianship', section: 'home', purpose: 'safety', stored: 'part', ...CASE_CHOICE, options: ['nobody', 'parentUnable', 'carerLimited', 'fair', 'good'], reviewMonths: 12 },
  { key: 'income', section: 'home', purpose: 'support', stored: 'part', ...CASE_CHOICES, options: ['work', 'farming', 'publicAid', 'kin', 'other'] },
  { key: 'aid', section: 'home', purpose: 'support', stored: 'part', ...CASE_CHOICES, options: ['minimum', 'temporary', 'medical', 'housing', 'other'] },
  { key: 'circumstances', section: 'home', purpose: 'support', stored: 'part', ...CASE_CHOICES, options: ['orphan', 'unsupported', 'oneParent', 'migrant', 'other'] },

  { key: 'needStudy', section: 'needs', purpose: 'support', stored: 'part', ...OBSERVED },
  { key: 'needLife', section: 'needs', purpose: 'support', stored: 'part', ...OBSERVED },
  { key: 'needSafety', section: 'needs', purpose: 'safety', stored: 'part', ...OBSERVED },
  { key: 'needConduct', section: 'needs', purpose: 'support', stored: 'part', ...OBSERVED },
  { key: 'childView', section: 'needs', purpose: 'listen', stored: 'part', ...OBSERVED },
  { key: 'carerView', section: 'needs', purpose: 'listen', stored: 'part', ...OBSERVED },

  { key: 'needMind', section: 'mind', tier: 'psych', kind: 'longText', purpose: 'support', stored: 'part', max: 1000, reviewMonths: 6 },
] as const satisfies readonly FieldRule[] // prettier-ignore

export type FieldKey = (typeof FIELDS)[number]['key']
export const FIELD_RULES: readonly (FieldRule & { readonly key: FieldKey })[] = FIELDS

/** Fields whose values lie in the sealed parts. */
export const PART_FIELDS = FIELD_RULES.filter(({ stored }) => stored === 'part')

/** Fields a clear needs, in the order of the catalogue (F07). */
export const fieldsOfClear = (clear: NonNullable<FieldRule['clear']>): readonly FieldKey[] =>
  FIELD_RULES.filter((field) => field.clear === clear).map(({ key }) => key)
