const FULL_WIDTH = /[\uff01-\uff5e\u3000\u00a0\u2000-\u200a\u202f\u205f]/gu
// Most cells are plain already: they skip the replacing.
const PLAIN = /^[\x21-\x7e\u4e00-\u9fff]*$/u
const INVISIBLE = /[\u200b-\u200f\u2060\ufeff\u00ad]/gu

/** Full-width signs and odd blanks become their plain counterparts; Chinese characters stay as they are. */
export function toHalfWidth(text: string): string {
  return text.replace(FULL_WIDTH, (sign) => {
    const code = sign.charCodeAt(0)
    return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : ' '
  })
}

/** Half-width, without blanks of any kind and without invisible characters. */
export function compact(text: string): string {
  if (PLAIN.test(text)) return text
  return toHalfWidth(text).replace(INVISIBLE, '').replace(/\s+/gu, '')
}

/** Blanks at both ends removed, also full-width and invisible ones. */
export function trimBlanks(text: string): string {
  return text.replace(/^[\s\u200b-\u200f\u2060\ufeff]+|[\s\u200b-\u200f\u2060\ufeff]+$/gu, '')
}

/** Exporters write digits as ="…" so that a spreadsheet keeps them; the digits are the text inside. */
export function unwrapQuotedFormula(text: string): string {
  return /^="([^"]*)"$/u.exec(text.trim())?.[1] ?? text
}

/** A cell text that a spreadsheet will never run as a formula (K-77): a leading = + - @ tab or return gets an apostrophe. */
export function safeCellText(text: string): string {
  return /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text
}

/** Yes or no in the words of a school's sheet; null when blank or something else. */
export function readYesNo(text: string): boolean | null {
  const plain = compact(text).toUpperCase()
  if (['是', '有', '1', 'Y', 'YES', 'TRUE', '√', '✓'].includes(plain)) return true
  if (['否', '无', '没有', '不是', '0', '2', 'N', 'NO', 'FALSE', '×'].includes(plain)) return false
  return null
}
