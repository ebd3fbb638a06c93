import { t } from '@lingui/core/macro'
import type { CardInput } from '#shared/cards/schema.ts'
import type { CardKind } from '#shared/duties/schema.ts'

type Fields<K extends CardKind> = Extract<CardInput['fields'], { kind: K }>
export type Place = NonNullable<Fields<'talk'>['place']>
export type Mood = NonNullable<Fields<'talk'>['mood']>
export type Risk = Fields<'talk'>['riskLevel']
export type Channel = Fields<'parentContact'>['channel']
export type Hazard = Fields<'homeVisit'>['hazards'][number]
export type Fulfils = NonNullable<Fields<'homeVisit'>['guardianFulfilsDuties']>

/** Every value of a choice with its word, in the order of the form. */
type Words<Value extends string> = () => { value: Value; label: string }[]

export const places: Words<Place> = () => [
  { value: 'classroom', label: t`教室` },
  { value: 'schoolyard', label: t`操场` },
  { value: 'office', label: t`办公室` },
  { value: 'dormitory', label: t`宿舍` },
  { value: 'home', label: t`家里` },
  { value: 'counsellingRoom', label: t`心理室` },
  { value: 'elsewhere', label: t`别处` },
]

export const moods: Words<Mood> = () => [
  { value: 'cheerful', label: t`开心` },
  { value: 'calm', label: t`平静` },
  { value: 'quiet', label: t`话少` },
  { value: 'tense', label: t`紧张` },
  { value: 'sad', label: t`低落` },
  { value: 'angry', label: t`生气` },
  { value: 'changing', label: t`说不清` },
]

export const risks: Words<NonNullable<Risk>> = () => [
  { value: 'none', label: t`不用` },
  { value: 'watch', label: t`多留意` },
  { value: 'concern', label: t`有些担心` },
  { value: 'urgent', label: t`要马上帮忙` },
]

export const channels: Words<Channel> = () => [
  { value: 'phone', label: t`电话` },
  { value: 'video', label: t`视频` },
  { value: 'message', label: t`信息` },
  { value: 'meeting', label: t`当面` },
  { value: 'visit', label: t`上门` },
  { value: 'letter', label: t`书信` },
]

export const hazards: Words<Hazard> = () => [
  { value: 'water', label: t`水塘河沟` },
  { value: 'traffic', label: t`上学路` },
  { value: 'electricity', label: t`用电` },
  { value: 'fireAndGas', label: t`用火用气` },
  { value: 'food', label: t`饮食` },
  { value: 'building', label: t`房屋` },
  { value: 'strangers', label: t`陌生人` },
  { value: 'internet', label: t`上网` },
  { value: 'medicine', label: t`药品农药` },
  { value: 'weather', label: t`恶劣天气` },
]

export const fulfils: Words<Fulfils> = () => [
  { value: 'yes', label: t`尽到了` },
  { value: 'partly', label: t`一部分` },
  { value: 'no', label: t`没有尽到` },
  { value: 'unclear', label: t`看不出` },
]

/** The word of one value. */
export const wordOf = <Value extends string>(words: Words<Value>, value: Value): string =>
  words().find((one) => one.value === value)?.label ?? value

export function formTitle(kind: CardKind): string {
  if (kind === 'talk') return t`谈心记录`
  return kind === 'parentContact' ? t`家长联系记录` : t`家访记录`
}

/** What was tried and did not come about. */
export function notReachedText(kind: CardKind): string {
  if (kind === 'talk') return t`找过，没有谈成`
  return kind === 'homeVisit' ? t`去过，没有见到人` : t`试过，没有联系上`
}
