import { plural } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { errorText } from '#client/lib/error-text.ts'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { toast } from '#client/ui/toast.ts'
import { useMapColumns, type ReadImport } from '../queries.ts'

interface NewClassesProps {
  detail: ReadImport
  agreed: boolean
  onAgree: (agreed: boolean) => void
}

/** Classes the school does not have yet: made along with the import if one agrees. */
export function NewClasses({ detail, agreed, onAgree }: NewClassesProps) {
  const { newClasses: classes, file } = detail
  const map = useMapColumns(detail.id)
  const leave = (): void =>
    map.mutate({ newClasses: [] }, { onError: (error) => toast({ tone: 'error', text: errorText(error) }) })
  const count = classes.length
  return (
    <Card tone="soft" className="mt-4">
      <p className="font-semibold">
        {plural(count, { one: '名册里有 # 个班学校还没有', other: '名册里有 # 个班学校还没有' })}
      </p>
      <ul className="mt-2 flex flex-wrap gap-2">
        {classes.map(({ name, pupils }) => (
          <li key={name}>
            <Chip tone="plain">
              {name} · {plural(pupils, { one: '# 人', other: '# 人' })}
            </Chip>
          </li>
        ))}
      </ul>
      <Checkbox
        checked={agreed}
        onChange={onAgree}
        label={<Trans>导入时把这些班一起建好</Trans>}
        help={<Trans>班名写错了就不要打勾，先改表格。</Trans>}
      />
      {file.newClasses.length > 0 && (
        <Button busy={map.isPending} onClick={leave}>
          <Trans>这些班不建了，它们的行也不收</Trans>
        </Button>
      )}
    </Card>
  )
}
