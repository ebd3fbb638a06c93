import { expect, it } from 'vitest'
import { departmentName, proposedDepartments } from './names.ts'

it('P3-19: proposes what schools have and this one has not; 政教处 and 德育处 are one office', () => {
  expect(proposedDepartments([])).toEqual([
    '关爱领导小组',
    '教务处',
    '德育处',
    '少先队',
    '总务处',
    '心理辅导室',
    '工会',
  ])
  expect(proposedDepartments(['政教处', '少先队'])).not.toContain('德育处')
  expect(proposedDepartments(['政教处', '少先队'])).not.toContain('少先队')
})

it('a known department is called in the reader’s language, any other as the school calls it', () => {
  expect(departmentName('总务处', 'en')).toBe('General affairs office')
  expect(departmentName('总务处', 'zh')).toBe('总务处')
  expect(departmentName('食育办', 'en')).toBe('食育办')
})
