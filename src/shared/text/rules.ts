// Signs that turn the writing around (embeddings, overrides, isolates, marks), blanks of no width, fillers and tags: never
// seen, and with them two names look alike that are not, or one reads backwards.
const SIGNS = String.raw`\u00ad\u034f\u061c\u115f\u1160\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}`
const UNSEEN = new RegExp(`[${SIGNS}]`, 'gu')
// Arabic, Indian and Mongolian letters are joined or kept apart by these two; Chinese and Latin ones never are.
const IDLE_JOINERS = /(?<=^|[\p{Script=Han}\p{Script=Latin}\p{N}\p{P}\s])[\u200c\u200d]+/gu
// Most texts hold none of them: they skip the replacing.
const ANY = new RegExp(`[${SIGNS}\\u200c\\u200d]`, 'u')

/** A name or a short text without signs that nobody sees; long texts keep theirs, a quotation may need them. */
export function withoutUnseen(text: string): string {
  return ANY.test(text) ? text.replace(UNSEEN, '').replace(IDLE_JOINERS, '') : text
}
