import { compact } from './text.ts'

// GB/T 3304-1991 in the order of the codes 01 … 56.
const NAMES =
  '汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺'.split(
    ' ',
  )

/** The 56 groups: code of GB/T 3304 and name with 族. */
export const ETHNIC_GROUPS: readonly { code: string; name: string }[] = NAMES.map((name, index) => ({
  code: String(index + 1).padStart(2, '0'),
  name: `${name}族`,
}))

const SYNONYMS: Record<string, string> = {
  维族: '维吾尔族',
  哈族: '哈萨克族',
  蒙族: '蒙古族',
  毛难族: '毛南族',
  崩龙族: '德昂族',
}
const BY_NAME = new Map(ETHNIC_GROUPS.map((group) => [group.name, group]))
const BY_CODE = new Map(ETHNIC_GROUPS.map((group) => [group.code, group]))

/** The group's full name from 汉, 汉 族, 01 …; undefined when GB/T 3304 has no such group. */
export function findEthnicGroup(text: string): string | undefined {
  const plain = compact(text)
  const code = /^\d{1,2}$/u.test(plain) ? BY_CODE.get(plain.padStart(2, '0')) : undefined
  if (code !== undefined) return code.name
  const name = plain.endsWith('族') ? plain : `${plain}族`
  return BY_NAME.get(SYNONYMS[name] ?? name)?.name
}
