import {
  ALL_RATES,
  FOUR_CRITERIA,
  MONTHLY_TALK,
  OPEN_CONTACT,
  OPEN_VISIT,
  SILENT,
} from '#shared/duties/rules/plan-defaults.ts'
import type { PlanParams, PlanPreset } from '#shared/duties/schema.ts'

/** P6-01…65; plan 8 is the same but for its preamble. */
const VOLUNTEERS: PlanParams = {
  ...SILENT,
  unit: 'class',
  definition: 'plan6',
  otherTargets: [{ category: 'singleParent', survey: true, archive: true, duties: true }],
  parentContact: { ...OPEN_CONTACT, by: 'plan' },
  visit: OPEN_VISIT,
  pairing: { scope: 'all', models: [{ kind: 'volunteer', maxChildren: null }] },
  targets: [
    { key: 'dropOut', percent: 0 },
    { key: 'offence', percent: 0 },
  ],
  meetings: [{ kind: 'symposium', period: 'schoolYear' }],
  appraisal: 'points',
}

/** The eleven care plans a school can adopt (X-01…X-36), under titles of our own. */
export const PLAN_PRESETS = [
  {
    key: 'plan1',
    version: 1,
    name: { zh: '五清四优三沟通', en: 'Five clears, four priorities, three contacts' },
    params: {
      ...SILENT,
      definition: 'plan1',
      talk: MONTHLY_TALK,
      parentContact: OPEN_CONTACT,
      priorities: ['safety', 'study', 'life', 'activity'],
      pairing: { scope: 'all', models: [{ kind: 'teacherAndPupil', maxChildren: null }] },
      planCriteria: FOUR_CRITERIA,
      meetings: [
        { kind: 'meeting', period: 'month' },
        { kind: 'symposium', period: null },
      ],
      summaries: [
        { level: 'class', period: 'civilYear' },
        { level: 'pairing', period: 'term' },
      ],
      appraisal: 'yearEnd',
    },
  },
  {
    key: 'plan2',
    version: 1,
    name: { zh: '全年工作月历', en: 'Care through the twelve months' },
    params: {
      ...SILENT,
      otherTargets: [
        { category: 'studyDifficulty', survey: true, archive: false, duties: false },
        { category: 'poverty', survey: true, archive: false, duties: false },
      ],
      talk: MONTHLY_TALK,
      visit: { ...SILENT.visit, by: 'plan', campaignMonths: [8, 11] },
      priorities: ['study', 'life', 'activity'],
      pairing: {
        scope: 'all',
        models: [
          { kind: 'teacher', maxChildren: null },
          { kind: 'class', maxChildren: null },
        ],
      },
      planCriteria: ['studyDecline', 'personality'],
      ones: [
        { key: 'phonePlace', period: 'once', actor: 'school' },
        { key: 'homePlace', period: 'once', actor: 'school' },
        { key: 'letter', period: 'civilYear', actor: 'child' },
        { key: 'book', period: 'civilYear', actor: 'child' },
        { key: 'warmth', period: 'civilYear', actor: 'school' },
      ],
      targets: ALL_RATES,
      meetings: [{ kind: 'symposium', period: 'civilYear' }],
      summaries: [
        { level: 'class', period: 'civilYear' },
        { level: 'school', period: 'civilYear' },
      ],
      appraisal: 'homeInspection',
    },
  },
  {
    key: 'plan3',
    version: 1,
    name: { zh: '层层负责与应急联动', en: 'Clear responsibility and an emergency chain' },
    params: {
      ...SILENT,
      talk: MONTHLY_TALK,
      parentContact: OPEN_CONTACT,
      visit: OPEN_VISIT,
      priorities: ['study', 'life', 'activity'],
      pairing: {
        scope: 'keyTargets',
        models: [
          { kind: 'teacher', maxChildren: null },
          { kind: 'agentParent', maxChildren: null },
        ],
      },
      keeperRole: 'archiveKeeper',
      planCriteria: ['studyDecline', 'personality', 'conduct'],
      targets: [{ key: 'archive', percent: 100 }],
      emergency: { carer: 30, parents: 60, authority: 120 },
      meetings: [
        { kind: 'symposium', period: null },
        { kind: 'forum', period: null },
      ],
      summaries: [{ level: 'school', period: 'term' }],
      appraisal: 'scheme',
      agreements: ['safetyLetter'],
    },
  },
  {
    key: 'plan4',
    version: 1,
    name: { zh: '以班级为单位的关爱', en: 'Care led by the class' },
    params: {
      ...SILENT,
      unit: 'class',
      talk: MONTHLY_TALK,
      visit: OPEN_VISIT,
      priorities: ['study', 'life', 'activity'],
      pairing: { scope: 'keyTargets', models: [{ kind: 'teacherAndOtherParent', maxChildren: null }] },
      keeperRole: 'archiveKeeper',
      planCriteria: ['notDiligent', 'personality', 'conduct'],
      meetings: [{ kind: 'symposium', period: null }],
      appraisal: 'scheme',
      agreements: ['targetResponsibility'],
    },
  },
  {
    key: 'plan5',
    version: 1,
    name: { zh: '互助小组与五个一', en: 'Helping groups and the five ones' },
    params: {
      ...SILENT,
      talk: MONTHLY_TALK,
      parentContact: { ...OPEN_CONTACT, by: 'plan' },
      visit: OPEN_VISIT,
      pairing: { scope: 'all', models: [{ kind: 'group3211', maxChildren: 2 }] },
      planCriteria: FOUR_CRITERIA,
      ones: [
        { key: 'call', period: 'week', actor: 'child' },
        { key: 'letter', period: 'month', actor: 'child' },
        { key: 'classTeacherContact', period: 'month', actor: 'parent' },
        { key: 'subjectTeacherContact', period: 'month', actor: 'parent' },
        { key: 'homeReturn', period: 'civilYear', actor: 'parent' },
      ],
      targets: ALL_RATES,
      meetings: [{ kind: 'symposium', period: null }],
      appraisal: 'scheme',
      agreements: ['targetResponsibility'],
    },
  },
  {
    key: 'plan6',
    version: 1,
    name: { zh: '志愿者携手帮扶', en: 'Volunteers hand in hand' },
    params: VOLUNTEERS,
  },
  {
    key: 'plan7',
    version: 1,
    name: { zh: '小规模学校的日常关爱', en: 'Everyday care in a small school' },
    params: {
      ...SILENT,
      definition: 'plan7',
      parentContact: { ...SILENT.parentContact, prompts: ['holiday', 'termStart'] },
      visit: OPEN_VISIT,
      keeperRole: 'classTeacher',
      appraisal: 'ethics',
    },
  },
  {
    key: 'plan8',
    version: 1,
    name: { zh: '志愿者携手帮扶（另一版）', en: 'Volunteers hand in hand (second edition)' },
    params: VOLUNTEERS,
  },
  {
    key: 'plan9',
    version: 1,
    name: { zh: '每周谈心、双周通话', en: 'A talk every week, a call every fortnight' },
    params: {
      ...SILENT,
      talk: { ...MONTHLY_TALK, period: 'week' },
      parentContact: { ...OPEN_CONTACT, by: 'plan', period: 'twoWeeks' },
      priorities: ['study'],
      pairing: {
        scope: 'keyTargets',
        models: [
          { kind: 'pupil', maxChildren: 1 },
          { kind: 'teacher', maxChildren: null },
        ],
      },
      keeperRole: 'classTeacher',
      targets: [{ key: 'fewerChildren', percent: null }],
    },
  },
  {
    key: 'plan10',
    version: 1,
    name: { zh: '公益项目志愿陪伴', en: 'Volunteer project' },
    params: {
      ...SILENT,
      unit: 'project',
      definition: 'plan10',
      otherTargets: [{ category: 'migrantWorkersChild', survey: true, archive: true, duties: true }],
      pairing: { scope: 'all', models: [{ kind: 'volunteer', maxChildren: 2 }] },
      meetings: [{ kind: 'symposium', period: null }],
    },
  },
  {
    key: 'plan11',
    version: 1,
    name: { zh: '多类对象帮扶与年终考评', en: 'A wider circle, one helping teacher each' },
    params: {
      ...SILENT,
      otherTargets: [
        { category: 'disabled', survey: true, archive: true, duties: true },
        { category: 'singleParent', survey: true, archive: false, duties: false },
        { category: 'orphan', survey: true, archive: true, duties: true },
      ],
      parentContact: OPEN_CONTACT,
      visit: { ...OPEN_VISIT, by: 'plan', performerRole: 'helpingTeacher' },
      pairing: { scope: 'all', models: [{ kind: 'teacher', maxChildren: null }] },
      keeperRole: 'helpingTeacher',
      ones: [
        { key: 'visit', period: 'term', actor: 'school' },
        { key: 'help', period: 'term', actor: 'school' },
        { key: 'informationCheck', period: 'term', actor: 'school' },
      ],
      targets: [{ key: 'fiveGoals', percent: null }],
      appraisal: 'yearEnd',
      agreements: ['commitment'],
    },
  },
] as const satisfies readonly PlanPreset[]

export function findPlanPreset(key: string): PlanPreset | undefined {
  return PLAN_PRESETS.find((preset) => preset.key === key)
}
