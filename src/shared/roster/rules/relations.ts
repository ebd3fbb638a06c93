import { compact } from './text.ts'

// Name, GB/T 4761 code, other words for the same relation.
const TABLE: readonly (readonly [string, string, string])[] = [
  ['父亲', '51', '爸爸 爸 父 生父 亲生父亲 老爸'],
  ['母亲', '52', '妈妈 妈 母 生母 亲生母亲 老妈'],
  ['继父', '57', '后爸 后父'],
  ['养父', '57', ''],
  ['继母', '58', '后妈 后母'],
  ['养母', '58', ''],
  ['祖父', '61', '爷爷 阿爷'],
  ['祖母', '62', '奶奶 阿奶'],
  ['外祖父', '63', '外公 姥爷 老爷'],
  ['外祖母', '64', '外婆 姥姥 姥娘'],
  ['曾祖父', '67', '太爷爷 老太爷'],
  ['曾祖母', '68', '太奶奶 老太太'],
  ['兄', '71', '哥哥 哥 兄长'],
  ['弟', '73', '弟弟'],
  ['姐', '75', '姐姐'],
  ['妹', '77', '妹妹'],
  ['伯父', '81', '大伯 伯伯 大爷'],
  ['伯母', '82', '大妈 伯娘 大娘'],
  ['叔父', '83', '叔叔 叔'],
  ['婶母', '84', '婶婶 婶 婶娘'],
  ['舅父', '85', '舅舅 舅'],
  ['舅母', '86', '舅妈 舅娘'],
  ['姨父', '87', '姨夫 姨爹'],
  ['姨母', '88', '姨妈 姨 阿姨 小姨 大姨'],
  ['姑父', '89', '姑夫 姑爹 姑丈'],
  ['姑母', '90', '姑妈 姑姑 姑 姑娘'],
  ['无人', '', '没人 没有人 无 没有 没人带 自己 无人照护 独自'],
  ['不确定', '', '不一定 不固定 说不清 不清楚 不知道 不详 待定'],
]

const BY_WORD = new Map<string, string>()
const CODES = new Map<string, string>()
for (const [name, code, synonyms] of TABLE) {
  if (code !== '') CODES.set(name, code)
  for (const word of [name, ...synonyms.split(' ')]) if (word !== '') BY_WORD.set(word, name)
}

/** The relation by its name in GB/T 4761 (爷爷 → 祖父); words the standard lacks (邻居, 堂姐) stay; blank gives null. */
export function normaliseRelation(text: string): string | null {
  const plain = compact(text)
  if (plain === '') return null
  return BY_WORD.get(plain) ?? BY_WORD.get(plain.replace(/^(?:孩子|学生)?的?/u, '')) ?? plain
}

/** GB/T 4761 code; 97 (other kin) or 99 (no kin) must be chosen by a person, so words outside the table give undefined. */
export function relationCode(relation: string): string | undefined {
  return CODES.get(relation)
}

/** K-76: nobody, or nobody knows who, cares for the child: urgent. */
export function isNobody(relation: string | null): boolean {
  return relation === '无人' || relation === '不确定'
}
