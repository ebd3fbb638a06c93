import type { AppraisalInput } from '#shared/appraisal/schema.ts'
import type { FieldErrorCode } from '#shared/errors.ts'

/** What the form holds while it is filled in. */
export interface Values {
  topFiveRule: AppraisalInput['topFiveRule']
  cumulative: 'yes' | 'no'
  exclusive: 'yes' | 'no'
  population: AppraisalInput['population']
  firstGrade: string
  yuanPerPoint: string
  capPerson: string
  capChild: string
  conductBy: string
  understood: boolean
}

/** The plans begin with grade 7; a school without it with its lowest. No cap is proposed: somebody has to think of one. */
export const startOf = (grades: readonly number[]): Values => ({
  topFiveRule: 'kept',
  cumulative: 'yes',
  exclusive: 'no',
  population: 'target',
  firstGrade: String(grades.includes(7) ? 7 : (grades[0] ?? 7)),
  yuanPerPoint: '1',
  capPerson: '',
  capChild: '',
  conductBy: '',
  understood: false,
})

const whole = (text: string): number | null => (/^[1-9]\d{0,5}$/.test(text.trim()) ? Number(text) : null)
const fen = (text: string): number | null =>
  /^\d{1,2}(\.\d{1,2})?$/.test(text.trim()) ? Math.round(Number(text) * 100) : null

interface Fault {
  readonly path: string
  readonly code: FieldErrorCode
}

const faultOf = (path: string, text: string, value: unknown): Fault[] =>
  text.trim() === '' ? [{ path, code: 'required' }] : value === null ? [{ path, code: 'invalid' }] : []

/** What is sent; null with what is wrong, field by field. */
export function inputOf(values: Values): {
  input: Omit<AppraisalInput, 'id' | 'yearId' | 'understood'> | null
  faults: readonly Fault[]
} {
  const { topFiveRule, population, conductBy } = values
  const [fenPerPoint, capPerson, capChild] = [
    fen(values.yuanPerPoint),
    whole(values.capPerson),
    whole(values.capChild),
  ]
  const faults = [
    ...faultOf('fenPerPoint', values.yuanPerPoint, fenPerPoint),
    ...faultOf('capPerson', values.capPerson, capPerson),
    ...faultOf('capChild', values.capChild, capChild),
    ...faultOf('conductBy', conductBy, conductBy),
  ]
  if (fenPerPoint === null || capPerson === null || capChild === null || faults.length > 0)
    return { input: null, faults }
  const input = {
    topFiveRule,
    population,
    conductBy,
    cumulative: values.cumulative === 'yes',
    exclusive: values.exclusive === 'yes',
    firstGrade: Number(values.firstGrade),
    fenPerPoint,
    capPerson,
    capChild,
  }
  return { input, faults }
}
