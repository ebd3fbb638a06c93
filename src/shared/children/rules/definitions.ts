import type { Definition, DefinitionParams } from '#shared/children/schema.ts'

export interface DefinitionPreset extends Definition {
  readonly name: { readonly zh: string; readonly en: string }
}

// Where the plans are silent (X-01…X-04): one or both away, three months, minors, any residence.
const silent: DefinitionParams = {
  parentsAway: 'oneOrBoth',
  minMonthsAway: 3,
  allowedGapDays: 15,
  ageBelow: 18,
  grades: null,
  residence: 'any',
  absenceKinds: ['work'],
}

/** Definitions a school can choose from (X-01…X-04, K-16). Keys are stored with figures: never rename one. */
export const DEFINITION_PRESETS = [
  {
    key: 'recording',
    version: 1,
    name: { zh: '父母一方或双方外出（登记口径）', en: 'One or both parents away (for recording)' },
    params: silent,
  },
  {
    key: 'ruralUnder16',
    version: 1,
    name: {
      zh: '农村、未满16周岁、一方或双方外出满三个月',
      en: 'Rural, under 16, one or both parents away three months',
    },
    params: { ...silent, ageBelow: 16, residence: 'rural' },
  },
  {
    // P1-25/26: both parents, three months without a break, rural children.
    key: 'plan1',
    version: 1,
    name: {
      zh: '父母双方连续外出满三个月的农村儿童',
      en: 'Rural, both parents away three months without a break',
    },
    params: { ...silent, parentsAway: 'both', residence: 'rural' },
  },
  {
    // P6-01, P6-23, P6-65: couples both away, from grade 7 to the day before the 18th birthday; no time given.
    key: 'plan6',
    version: 1,
    name: { zh: '父母双方外出的初一至未满18周岁学生', en: 'Both parents away, grade 7 to under 18' },
    params: { ...silent, parentsAway: 'both', minMonthsAway: 0, grades: [7, 8, 9, 10, 11, 12] },
  },
  {
    // P7-01: minors who cannot go with their parents; no time given.
    key: 'plan7',
    version: 1,
    name: { zh: '不能随父母外出的未成年人', en: 'Minors who stay when a parent leaves' },
    params: { ...silent, minMonthsAway: 0 },
  },
  {
    // P10-02, P10-04/05: one or both parents, rural and city children; no time given.
    key: 'plan10',
    version: 1,
    name: { zh: '父母一方或双方外出的城乡儿童', en: 'One or both parents away, rural or urban' },
    params: { ...silent, minMonthsAway: 0 },
  },
  {
    // 国发〔2016〕13号, K-16.
    key: 'civilAffairs',
    version: 1,
    name: { zh: '民政口径（国发〔2016〕13号）', en: 'Civil-affairs definition' },
    params: {
      ...silent,
      parentsAway: 'bothOrOneWithUnableOther',
      minMonthsAway: 0,
      ageBelow: 16,
      residence: 'rural',
    },
  },
  {
    key: 'education',
    version: 1,
    name: { zh: '教育统计口径', en: 'Education statistics definition' },
    params: { ...silent, ageBelow: null, grades: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
  },
] as const satisfies readonly DefinitionPreset[]

export type DefinitionKey = (typeof DEFINITION_PRESETS)[number]['key']

export function findDefinitionPreset(key: string): DefinitionPreset | undefined {
  return DEFINITION_PRESETS.find((preset) => preset.key === key)
}

export function getDefinitionPreset(key: DefinitionKey): DefinitionPreset {
  const preset = findDefinitionPreset(key)
  if (preset === undefined) throw new Error(`no definition preset ${key}`)
  return preset
}
