/** What a person chooses between, value by value. */
export const MERGE_FIELDS = [
  'name',
  'sex',
  'birthDate',
  'idNumber',
  'studentNo',
  'ethnic',
  'residence',
  'boarding',
  'phone',
  'address',
  'village',
  'character',
  'interests',
  'health',
  'goals',
  'keeper',
] as const
