/** Groups of children a plan may look after beside those on the list. */
export const CATEGORIES = [
  'singleParent',
  'disabled',
  'orphan',
  'migrantWorkersChild',
  'studyDifficulty',
  'poverty',
] as const
