// Signs that turn the writing around (embeddings, overrides, isolates, marks) and blanks of no width: never seen, and with
// them two names look alike that are not, or one reads backwards.
const UNSEEN = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\u061c\ufeff]/gu
// Arabic, Indian and Mongolian letters are joined or kept apart by these two; Chinese and Latin ones never are.
const IDLE_JOINERS = /(?<=^|[\p{Script=Han}\p{Script=Latin}\p{N}\p{P}\s])[\u200c\u200d]+/gu
// Most texts hold none of them: they skip the replacing.
const ANY = /[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\u061c\ufeff]/u

/** A name or a short text without signs that nobody sees; long texts keep theirs, a quotation may need them. */
export function withoutUnseen(text: string): string {
  return ANY.test(text) ? text.replace(UNSEEN, '').replace(IDLE_JOINERS, '') : text
}
