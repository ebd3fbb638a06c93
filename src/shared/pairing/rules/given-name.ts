/** Surnames of two characters, the usual ones: 欧阳 and its like. */
const DOUBLE = new Set(
  '欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 司空 夏侯 轩辕 端木 长孙 宇文 南宫 独孤 赫连 澹台 百里 呼延 钟离 闻人 万俟 濮阳 淳于 单于 太叔 申屠 公冶 宗政 鲜于 闾丘 亓官 拓跋'.split(
    ' ',
  ),
)

/** What friends call a child: the name without its surname; a name of another build stays as it is (H-09). */
export function givenName(name: string): string {
  const letters = [...name.trim()]
  if (letters.length < 2 || !/^\p{Script=Han}+$/u.test(name.trim())) return name.trim()
  const surname = letters.length > 2 && DOUBLE.has(letters.slice(0, 2).join('')) ? 2 : 1
  return letters.slice(surname).join('')
}
