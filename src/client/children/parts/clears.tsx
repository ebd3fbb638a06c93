import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { CareFile } from '#shared/children/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { buttonClass } from '#client/ui/button.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { Icon } from '#client/ui/icon.tsx'
import { clearText, gapText } from './words.ts'

/** How many of the five clears are met; pressing it says what is missing. */
export function ClearsChip({ id, clears, archive }: Pick<CareFile, 'clears' | 'archive'> & { id: string }) {
  const { t } = useLingui()
  const [open, setOpen] = useState(false)
  const met = clears.filter((one) => one.met).length
  const count = clears.length
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-label={t`五清楚 ${met}/${count}，看看还缺什么`}
        className="inline-flex min-h-11 items-center rounded-full"
      >
        <Chip tone={met === count ? 'done' : 'plain'}>
          <Trans>
            五清楚 {met}/{count}
          </Trans>
        </Chip>
      </button>
      <Dialog open={open} onOpenChange={setOpen} title={<Trans>五清楚</Trans>}>
        <ul className="divide-y divide-line">
          {clears.map((one) => (
            <li key={one.clear} className="flex items-start gap-3 py-3">
              <Icon
                name={one.met ? 'check' : 'minus'}
                className={one.met ? 'mt-0.5 shrink-0 text-leaf' : 'mt-0.5 shrink-0 text-soft'}
                label={one.met ? t`清楚` : t`还不清楚`}
              />
              <span>
                {clearText(one.clear)}
                {one.missing.length > 0 && (
                  <span className="block text-sm text-soft">
                    <Trans>还缺：{joinWords(one.missing.map(gapText))}</Trans>
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
        {archive.missing.length > 0 && (
          <p className="mt-2 text-soft">
            <Trans>档案要完整，还缺：{joinWords(archive.missing.map(gapText))}</Trans>
          </p>
        )}
        {met < count && (
          <p className="mt-3">
            <Link
              to="/children/$id/file"
              params={{ id }}
              className={buttonClass({ tone: 'primary', wide: true })}
            >
              <Trans>打开完整档案</Trans>
            </Link>
          </p>
        )}
      </Dialog>
    </>
  )
}
