import { plural, t } from '@lingui/core/macro'
import type { Review } from '#shared/reviews/schema.ts'
import { formatDate, formatInstant } from '#client/lib/format.ts'

/** What happened, as a fact: 周老师 11月23日 14:05 起 30 秒里登记了 4 张. */
export function reviewTitle({ kind, authorName, count, children, cards }: Review): string {
  const who = authorName ?? '–'
  const first = cards[0]
  const last = cards.at(-1)
  const number = plural(count, { one: '# 张记录', other: '# 张记录' })
  const many = plural(children, { one: '# 个孩子', other: '# 个孩子' })
  switch (kind) {
    case 'bulk': {
      const at = first ? formatInstant(first.filedAt) : ''
      const spent = first && last ? Date.parse(last.filedAt) - Date.parse(first.filedAt) : 0
      const seconds = plural(Math.max(1, Math.round(spent / 1000)), { one: '# 秒', other: '# 秒' })
      return t`${who} ${at}起 ${seconds}里登记了 ${number}`
    }
    case 'sameText':
      return t`${who}有 ${number}写的一样（${many}）`
    case 'holiday': {
      const day = first ? formatDate(first.heldOn, 'weekday') : ''
      return t`${who}在放假的 ${day}谈了 ${many}`
    }
  }
}

/** What it may well be: most of these have a good reason (H-13). */
export function reviewHint({ kind }: Review): string {
  switch (kind) {
    case 'bulk':
      return t`多半是先记在纸上、回到有信号的地方一起补的。`
    case 'sameText':
      return t`系统只比对写的是不是一样，不打开内容。可能是几个孩子一起谈的，也可能只是太忙了。`
    case 'holiday':
      return t`可能是假期里去看孩子时谈的，也可能是日期点错了。`
  }
}
