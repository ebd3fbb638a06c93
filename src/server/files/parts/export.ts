import { ownKey } from '#shared/children/rules/fields-values.ts'
import type { CarerKind, ChildrenQuery, ChildRow, FileState } from '#shared/children/schema.ts'
import type { FileAnswer } from '#shared/contract.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { mayExport } from '#shared/files/policy.ts'
import { listedPages } from '#server/children/service.ts'
import { withDeadline } from '#server/db/deadline.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { ownFieldOf } from '#server/files/parts/own-fields.ts'
import { workbook, XLSX } from '#server/files/parts/xlsx-stream.ts'
import { ownFieldsQuery } from '#server/files/reads.ts'
import type { Context } from '#server/http/context.ts'

type Wanted = Omit<ChildrenQuery, 'page'> & { readonly locale: 'zh-CN' | 'en' }

const WORDS = {
  'zh-CN': {
    title: '孩子名单',
    head: ['班级', '姓名', '性别', '年龄', '住校', '现在谁照顾', '电话（部分）', '档案', '档案还缺'],
    sex: { male: '男', female: '女', unknown: '' },
    boarding: { true: '住校', false: '走读' },
    carer: { parent: '父母', grandparent: '祖辈', relative: '亲戚', friend: '朋友', nobody: '没有人', uncertain: '不确定' },
    file: { none: '还没有', open: '不全', complete: '完整', closed: '已结束' },
  },
  en: {
    title: 'Children',
    head: ['Class', 'Name', 'Sex', 'Age', 'Boarding', 'Carer now', 'Phone (in part)', 'File', 'Missing in the file'],
    sex: { male: 'male', female: 'female', unknown: '' },
    boarding: { true: 'boarding', false: 'day' },
    carer: { parent: 'parent', grandparent: 'grandparent', relative: 'relative', friend: 'friend', nobody: 'nobody', uncertain: 'uncertain' },
    file: { none: 'none', open: 'incomplete', complete: 'complete', closed: 'closed' },
  },
} as const satisfies Record<
  string,
  {
    title: string
    head: readonly string[]
    sex: Record<ChildRow['sex'], string>
    boarding: { true: string; false: string }
    carer: Record<CarerKind, string>
    file: Record<FileState, string>
  }
> // prettier-ignore

/**
 * The list as it stands on screen, as a file: masked numbers, no addresses, and of the file only what everybody who
 * reaches the child may know (H-02). That it was taken goes on record before the first byte leaves.
 */
export async function exportChildren(
  deps: Deps,
  context: Context,
  { locale, ...wanted }: Wanted,
): Promise<Result<FileAnswer>> {
  const decision = mayExport(context.actor)
  const scope = decision.allowed && context.scope({ ...decision, tiers: ['contact'] })
  if (!scope) return fail('forbidden')
  const { view, only, classId, definition, own: ownField, q } = wanted
  const [rows] = await deps.db.read(scope, [ownFieldsQuery(scope)], {
    audit: [
      {
        action: 'export',
        entity: 'children',
        detail: { view, only, classId, definition, own: ownField, searched: q !== undefined && q !== '' },
      },
    ],
  })
  const own = rows.map(ownFieldOf).filter(({ retired, tier }) => !retired && tier === 'basic')
  const words = WORDS[locale]
  const bytes = workbook(
    words.title,
    lines(deps, scope, wanted, {
      words,
      own: own.map(({ label, fieldId }) => ({ label, key: ownKey(fieldId) })),
    }),
  )
  return ok({ fileName: `${words.title}-${scope.today}.xlsx`, mime: XLSX, bytes })
}

interface Columns {
  readonly words: (typeof WORDS)[keyof typeof WORDS]
  readonly own: readonly { readonly label: string; readonly key: string }[]
}

async function* lines(
  deps: Deps,
  scope: Scope,
  wanted: Omit<ChildrenQuery, 'page'>,
  { words, own }: Columns,
): AsyncGenerator<readonly string[]> {
  yield [...words.head, ...own.map(({ label }) => label)]
  const pages = listedPages(deps, scope, wanted)
  // The answer has begun: the deadline of the request no longer counts for the pages that follow.
  const nextPage = () => withDeadline(undefined, () => pages.next())
  for (let page = await nextPage(); page.done !== true; page = await nextPage())
    for (const row of page.value.rows) {
      const values = page.value.fields.get(row.id)
      yield [...cellsOf(row, words), ...own.map(({ key }) => values?.[key] ?? '')]
    }
}

const cellsOf = (row: ChildRow, words: Columns['words']): string[] => [
  row.className ?? '',
  row.name,
  words.sex[row.sex],
  String(row.age),
  row.boarding === null ? '' : words.boarding[`${row.boarding}`],
  row.carerNow === null ? '' : words.carer[row.carerNow.kind],
  row.phoneMasked ?? '',
  words.file[row.fileState],
  String(row.missing),
]
