import { plural } from '@lingui/core/macro'

// Each amount by itself, so that in English one is one in every sentence.

export const timesText = (count: number): string => plural(count, { one: '# 次', other: '# 次' })
export const hoursText = (count: number): string => plural(count, { one: '# 小时', other: '# 小时' })
export const minutesText = (count: number): string => plural(count, { one: '# 分钟', other: '# 分钟' })
export const daysText = (count: number): string => plural(count, { one: '# 天', other: '# 天' })
export const weeksText = (count: number): string => plural(count, { one: '# 周', other: '# 周' })
export const childrenText = (count: number): string => plural(count, { one: '# 个孩子', other: '# 个孩子' })
