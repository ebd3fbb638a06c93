import { plural } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useState } from 'react'
import { errorText } from '#client/lib/error-text.ts'
import { Button } from '#client/ui/button.tsx'
import { Card } from '#client/ui/card.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { toast } from '#client/ui/toast.ts'
import { useMapColumns, type ReadImport } from '../queries.ts'

/** Classes that rows were refused for: somebody who knows the school says which of them there really are. */
export function UnknownClasses({ detail }: { detail: ReadImport }) {
  const [ticked, setTicked] = useState<readonly string[]>([])
  const map = useMapColumns(detail.id)
  const { unknownClasses: classes, file } = detail
  if (classes.length === 0) return null
  const count = classes.length
  const read = (): void =>
    map.mutate(
      { newClasses: [...file.newClasses, ...ticked] },
      { onError: (error) => toast({ tone: 'error', text: errorText(error) }) },
    )
  return (
    <Card tone="amber" className="mt-4">
      <p className="font-semibold">
        {plural(count, {
          one: '有 # 个班学校里没有，写着它的行没有收',
          other: '有 # 个班学校里没有，写着它们的行没有收',
        })}
      </p>
      <p className="mt-1 text-sm">
        <Trans>真有这个班就打勾，导入时一起建好；班名写错了不要打勾，先改表格。</Trans>
      </p>
      <div className="mt-1">
        {classes.map(({ name, pupils }) => (
          <Checkbox
            key={name}
            checked={ticked.includes(name)}
            onChange={(on) => setTicked(on ? [...ticked, name] : ticked.filter((one) => one !== name))}
            label={`${name} · ${plural(pupils, { one: '# 行', other: '# 行' })}`}
          />
        ))}
      </div>
      <div className="mt-3">
        <Button disabled={ticked.length === 0} busy={map.isPending} onClick={read}>
          <Trans>收下这些班的行</Trans>
        </Button>
      </div>
    </Card>
  )
}
