import { z } from 'zod'
import { withoutUnseen } from './rules.ts'

/** A name or a short text as people type or paste it: no signs that nobody sees, no blanks at the ends. */
export const shortText = () => z.string().overwrite(withoutUnseen).trim()
