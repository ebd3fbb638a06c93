import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import { planRules } from '#shared/duties/rules/plan-rules.ts'
import type { Role } from '#shared/access/schema.ts'
import type { Vault } from '#server/vault/vault.ts'
import { addIncidents } from './incidents.ts'
import { addOffice } from './office.ts'
import { addPairings } from './pairings.ts'
import { inventSchool, type InventedSchool } from './school.ts'

export const DEMO_SCHOOL = '青禾中心学校'
/** Printed at every start and open to everybody who can reach the demo: never a password of a real school. */
export const DEMO_PASSWORD = 'Qinghe-2468'

/** One account of each role, in the order in which a visitor would try them. */
export const DEMO_ACCOUNTS: readonly {
  readonly role: Role
  readonly username: string
  readonly title: string
}[] = [
  { role: 'principal', username: 'principal', title: '校长 principal' },
  { role: 'classTeacher', username: 'teacher5', title: '班主任 class teacher' },
  { role: 'helpingTeacher', username: 'helper1', title: '帮扶老师 helping teacher' },
  { role: 'counsellor', username: 'counsellor', title: '心理老师 counsellor' },
  { role: 'archiveKeeper', username: 'archivekeeper', title: '档案员 archive keeper' },
  { role: 'auditor', username: 'auditor', title: '审计员 auditor' },
  { role: 'volunteer', username: 'volunteer', title: '志愿者 volunteer' },
  { role: 'administrator', username: 'administrator', title: '管理员 administrator' },
]

/** What the school took on of that which its plan leaves open. */
const TAKEN: ReadonlySet<string> = new Set([
  'pairTalk',
  'themeMeeting',
  'mentalHealthLesson',
  'safetyLetter',
  'symposium',
  'agreementEnd',
])

const SEED = 20_260_901

/** 743 pupils in 18 classes, 122 of them on the list of the adopted plan, with a year of duties and cards up to today. */
export function demoSchool(
  vault: Vault,
  today: LocalDate,
  now: number,
  passwordHash: string,
): InventedSchool {
  const school = inventSchool(
    {
      seed: SEED,
      now,
      frame: {
        schoolName: DEMO_SCHOOL,
        today,
        years: 2,
        classesPerGrade: 2,
        preset: 'plan3',
        definition: 'ruralUnder16',
        settings: {
          parentContact: {
            on: true,
            by: 'school',
            period: 'twoWeeks',
            performerRole: 'classTeacher',
            prompts: [],
          },
          rules: planRules('plan3').map((rule) => (TAKEN.has(rule.key) ? { ...rule, on: true } : rule)),
        },
      },
      staff: { helpers: 5, prefix: '', passwordHash },
      pupils: 743,
      listed: 122,
      perHelper: 5,
      contents: 1,
      papers: true,
    },
    vault,
  )
  addOffice(school, { seed: SEED, today, vault })
  addIncidents(school, { vault, now, seed: SEED })
  addPairings(school, { vault, today, passwordHash, seed: SEED })
  return school
}
