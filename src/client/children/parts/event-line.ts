import { t } from '@lingui/core/macro'
import type { TimelineEvent } from '#shared/timeline/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { agreementText } from '#client/lib/agreement-words.ts'
import { formatDateRange } from '#client/lib/format.ts'
import { kinText } from '#client/lib/kin-words.ts'
import { helpKindText } from '#client/lib/help-words.ts'
import { pairingKindText, resultText } from '#client/lib/pairing-words.ts'
import { definitionTag } from './definition-words.ts'
import { goalText, sectionText } from './file-words.ts'
import { reasonText } from './reason-text.ts'
import { absenceKindText } from './words.ts'

type Of<K extends TimelineEvent['kind']> = Extract<TimelineEvent, { kind: K }>

function pairingTitle(event: Of<'pairingFrom' | 'pairingTo' | 'pairingReview'>): string {
  const who = joinWords(event.who)
  if (event.kind === 'pairingFrom') return t`和${who}结对`
  if (event.kind === 'pairingTo') return t`和${who}的结对结束`
  const result = resultText(event.result)
  return t`看了和${who}结对的情况：${result}`
}

function transferTitle({ side, state, school }: Of<'transfer'>): string {
  if (side === 'in') return state === 'asked' ? t`请求从${school}转来` : t`从${school}转来`
  return state === 'asked' ? t`${school}请求接收` : t`转到${school}`
}

/** What changed around the child, in one line. A new kind of event is worded here. */
export function eventTitle(event: TimelineEvent): string {
  switch (event.kind) {
    case 'absenceFrom': {
      const who = kinText(event.who)
      const why = absenceKindText(event.why)
      return t`${who}离家（${why}）`
    }
    case 'absenceTo': {
      const who = kinText(event.who)
      return t`${who}回家`
    }
    case 'carerFrom':
    case 'carerTo': {
      const carer = kinText(event.relation)
      if (event.carer === 'nobody') return event.kind === 'carerFrom' ? t`家里没有人照顾` : t`又有人照顾了`
      return event.kind === 'carerFrom' ? t`由${carer}照顾` : t`不再由${carer}照顾`
    }
    case 'statusFrom': {
      const tag = definitionTag(event.definition)
      return event.result === 'counted' ? t`计入名单（${tag}）` : t`列为要核实（${tag}）`
    }
    case 'statusTo': {
      const tag = definitionTag(event.definition)
      return t`不再计入名单（${tag}）`
    }
    case 'classFrom':
      return t`到${event.className}`
    case 'fileOpened':
      return event.why === 'again' ? t`档案重新打开` : t({ message: `建档`, context: 'event' })
    case 'fileClosed':
      return t`档案结束`
    case 'renewed':
      return event.by === null ? t`核对了档案` : t`${event.by}核对了档案`
    case 'goal': {
      const goal = goalText(event.goal)
      if (event.state === 'met') return t`${goal}：做到了`
      return event.state === 'partly' ? t`${goal}：做到一部分` : t`${goal}：还没有`
    }
    case 'pairingFrom':
    case 'pairingTo':
    case 'pairingReview':
      return pairingTitle(event)
    case 'help': {
      const kind = helpKindText(event.help)
      const { minutes } = event
      return t`帮扶：${kind}，${minutes} 分钟`
    }
    case 'agreementSigned': {
      const what = agreementText(event.agreement)
      return t`签好了${what}`
    }
    case 'agreementTo': {
      const what = agreementText(event.agreement)
      return t`${what}到期或结束`
    }
    case 'attachments': {
      const { count } = event
      return t`添了 ${count} 份照片或扫描件`
    }
    case 'contactChecked':
      return event.result === 'confirmed' ? t`电话核对过，没有变` : t`电话核对过，有改动`
    case 'transfer':
      return transferTitle(event)
  }
}

/** Under the title: where, why, what. */
export function eventDetail(event: TimelineEvent): string {
  switch (event.kind) {
    case 'absenceFrom':
      return event.place ?? ''
    case 'statusFrom':
      return event.reasons.map(reasonText).join(t`；`)
    case 'statusTo':
      return event.ended.reasons.map(reasonText).join(t`；`)
    case 'renewed':
      return joinWords(event.sections.map(sectionText))
    case 'pairingFrom':
      return pairingKindText(event.pairing)
    case 'agreementSigned':
      return formatDateRange(event.from, event.to)
    default:
      return ''
  }
}
