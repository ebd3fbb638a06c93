import { t } from '@lingui/core/macro'
import type { CarerBar } from '#shared/kin/schema.ts'

/** Who may not be entrusted with a child, as the law words it, shortened. */
export function carerBarText(bar: CarerBar): string {
  switch (bar) {
    case 'offence':
      return t`有性侵、虐待、拐卖、暴力等违法记录`
    case 'addiction':
      return t`吸毒、酗酒、赌博`
    case 'neglect':
      return t`曾拒不履行或长期怠于照护`
    case 'unsuitable':
      return t`有其他不合适的情形`
    case 'incapable':
      return t`不能完全负起责任`
  }
}
