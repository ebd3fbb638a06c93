import type { ContactPerson } from '#shared/contacts/schema.ts'
import type { LinkPage, Sent } from '#server/contacts/parts/answer.ts'
import { linkWords, type Language } from '#server/contacts/parts/link-words.ts'

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const esc = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign)

// Large print and large buttons for old eyes and old phones (H-27); no script, no file besides this one.
const STYLE = `*{box-sizing:border-box}body{margin:0;background:#faf8f5;color:#1d2733;font:22px/1.5 system-ui,-apple-system,"PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:34rem;margin:0 auto;padding:20px 16px 48px}h1{font-size:30px;line-height:1.3;margin:8px 0 12px}h2{font-size:24px;margin:28px 0 8px}
fieldset{min-width:0;border:1px solid #d8d2c8;border-radius:14px;background:#fff;margin:16px 0;padding:12px 14px}legend{font-weight:700;padding:0 6px}
.n{display:block;overflow-wrap:anywhere;font-size:26px;letter-spacing:.02em}label{display:flex;align-items:center;gap:14px;min-height:56px}
input[type=radio]{width:30px;height:30px;accent-color:#0b6e69;flex:none}input[type=tel]{width:100%;min-height:56px;font:inherit;padding:6px 12px;border:2px solid #6b7680;border-radius:10px}
button{width:100%;min-height:64px;font:inherit;font-weight:700;border-radius:14px;border:2px solid #0b6e69;background:#0b6e69;color:#fff;margin-top:12px}
button.q{background:#fff;color:#0b6e69;font-weight:400}a{color:#0b6e69;display:inline-block;min-height:44px;padding:8px 0}.e{color:#a12622;font-weight:700}ul{list-style:none;padding:0;margin:0}
@supports selector(:has(a)){fieldset:not(:has([value=number]:checked)) [type=tel]{display:none}}`

/** The guardian's page is a document of its own: no part of the app, no script, nothing from elsewhere. */
export const LINK_POLICY = `default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`

function frame(language: Language, title: string, body: string, otherLink = true): string {
  const { other } = linkWords[language]
  const next = language === 'zh' ? 'en' : 'zh'
  const link = otherLink ? `<p><a href="?lang=${next}" lang="${next}">${other}</a></p>` : ''
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="same-origin"><title>${esc(title)}</title><style>${STYLE}</style></head><body><main>${body}${link}</main></body></html>`
}

/** What was typed before, so that a mistake costs nothing; and which numbers are wrong. */
interface Before {
  readonly sent?: Sent
  readonly wrong?: ReadonlySet<string>
}

function personHtml(person: ContactPerson, language: Language, { sent, wrong }: Before): string {
  const words = linkWords[language]
  const who = words.relations[person.relation] ?? words.relation
  const id = esc(person.id)
  const typed = sent?.answerOf(person.id)
  const isWrong = wrong?.has(person.id) ?? false
  const choice = (value: string, label: string): string =>
    `<label><input type="radio" name="a.${id}" value="${value}"${typed?.choice === value ? ' checked' : ''}>${esc(label)}</label>`
  const error = isWrong ? `<p class="e" id="e.${id}">${esc(words.wrong)}</p>` : ''
  // The page begins anew; the focus takes a phone down to what is to be corrected, also without a script.
  const faulty = isWrong ? ` aria-invalid="true" aria-describedby="e.${id}" autofocus` : ''
  const field = `<input type="tel" name="p.${id}" value="${esc(typed?.phone ?? '')}" inputmode="tel" autocomplete="off" maxlength="30" aria-label="${esc(`${who} ${words.newNumber}`)}" placeholder="${esc(words.newNumber)}"${faulty}>`
  return `<fieldset><legend>${esc(who)}</legend><span class="n">${esc(person.phoneMasked ?? '')}</span>${choice('same', words.same)}${choice('dead', words.dead)}${choice('number', words.number)}${error}${field}</fieldset>`
}

/** The numbers of one household, masked, each with three answers. */
export function linkHtml(page: LinkPage, language: Language, before: Before = {}): string {
  const words = linkWords[language]
  const people = page.people.map((one) => personHtml(one, language, before)).join('')
  const staff = page.staff
    .map(
      ({ role, name, phone }) =>
        `<li><a href="tel:${esc(phone)}">${esc(words.roles[role] ?? '')} ${esc(name)} ${esc(phone)}</a></li>`,
    )
    .join('')
  const unanswered = before.sent !== undefined && (before.wrong?.size ?? 0) === 0
  const lead = unanswered ? `<p class="e" role="alert">${esc(words.unanswered)}</p>` : ''
  const form =
    page.people.length === 0
      ? `<p>${esc(words.none)}</p>`
      : `${lead}<form method="post" action="?lang=${language}">${people}<button name="send" value="1">${esc(words.send)}</button><button class="q" name="notMine" value="1">${esc(words.notMine)}</button></form>`
  const numbers = staff === '' ? '' : `<h2>${esc(words.staff)}</h2><ul>${staff}</ul>`
  return frame(
    language,
    words.title,
    `<h1>${esc(words.title)}</h1><p>${esc(words.intro(page.schoolName, page.childName))}</p>${form}${numbers}`,
  )
}

/**
 * A page of one sentence: thanks, that there is nothing here, or that it did not work just now. Only the thanks come once:
 * asked for again in the other language there would be nothing here.
 */
export function sayingHtml(saying: 'thanks' | 'gone' | 'busy' | 'down', language: Language): string {
  const words = linkWords[language]
  const sayings = {
    thanks: { title: words.thanks, text: words.thanksText },
    gone: { title: words.gone, text: words.goneText },
    busy: { title: words.busy, text: words.busyText },
    down: { title: words.down, text: words.downText },
  }
  const { title, text } = sayings[saying]
  return frame(language, title, `<h1>${esc(title)}</h1><p>${esc(text)}</p>`, saying !== 'thanks')
}
