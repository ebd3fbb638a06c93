import type { CardDraft } from './draft.ts'

/** What each group of questions gets. */
export interface FieldProps {
  draft: CardDraft
  change: (part: Partial<CardDraft>) => void
  /** Sentences by field: our own checks and the server's. */
  errors: Readonly<Record<string, string>>
}
