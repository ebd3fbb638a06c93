import { addDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { Random } from './random.ts'

type Values = Record<string, string | null>

const TALENTS = ['跳绳', '画画', '唱歌', '跑步', '折纸', '象棋', '讲故事'] as const
const STRENGTHS = [
  '自己的事自己做，还会照看弟弟妹妹',
  '待人有礼貌，愿意帮同学',
  '做事有耐心，不轻易放弃',
  '爱动脑筋，喜欢问为什么',
] as const
const RETURNS = ['每年春节回来', '春节和暑假回来', '两三个月回来一次', '农忙时回来几天'] as const
const NEEDS = [
  '晚上做作业时希望有人问一问',
  '应用题多讲一遍就懂',
  '想有人一起读书',
  '周末希望有人陪着做作业',
] as const

/** What everybody who reaches the child may know; a few fields are still empty. */
export const inventBasics = (random: Random, today: LocalDate): Values => ({
  talents: random.chance(0.6) ? random.pick(TALENTS) : null,
  strengths: random.chance(0.6) ? random.pick(STRENGTHS) : null,
  hukouRegistered: random.chance(0.97) ? 'yes' : 'no',
  onlyChild: random.chance(0.35) ? 'yes' : 'no',
  schoolDistance: random.chance(0.8) ? String(random.int(1, 12) / 2) : null,
  travel: random.pick(['walk', 'bicycle', 'bus', 'schoolBus', 'walk,family']),
  lastMet: random.chance(0.7) ? addDays(today, -random.int(20, 300)) : null,
})

export const inventHealth = (random: Random): Values => ({
  bloodType: random.chance(0.6) ? random.pick(['A', 'B', 'AB', 'O']) : null,
  schooling: null,
  parentsReturn: random.chance(0.8) ? random.pick(RETURNS) : null,
  villageContact: random.chance(0.5) ? '村儿童主任' : null,
})

/** What only those know who keep the file. */
export const inventHome = (random: Random): Values => ({
  bodyState: 'healthy',
  guardianship: random.pick(['fair', 'fair', 'good', 'carerLimited']),
  income: random.pick(['work', 'work,farming', 'farming', 'work,kin']),
  aid: random.chance(0.1) ? 'minimum' : null,
  studyState: random.pick(['steady', 'steady', 'someHelp']),
  needStudy: random.chance(0.4) ? random.pick(NEEDS) : null,
})

const EVIDENCE = [
  ['taught', '放学后在学校做完作业再回家'],
  ['guarded', '家里人每天接送，老师家访时都在'],
  ['helped', '午饭在学校吃，冬衣够穿'],
  ['healthy', '上学期体检都正常'],
  ['safe', '上下学和同伴一起走'],
] as const

export const inventGoals = (random: Random) =>
  EVIDENCE.map(([goal, evidence]) => ({ goal, evidence, state: random.chance(0.85) ? 'met' : 'partly' }))
