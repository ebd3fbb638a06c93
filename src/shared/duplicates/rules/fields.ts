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
  'fatherName',
  'fatherPhone',
  'motherName',
  'motherPhone',
] as const

/** Fields of a parent: whose, and which. A child has one father and one mother, whatever two entries call them. */
export const PARENT_FIELDS = {
  fatherName: { relation: 'father', of: 'name' },
  fatherPhone: { relation: 'father', of: 'phone' },
  motherName: { relation: 'mother', of: 'name' },
  motherPhone: { relation: 'mother', of: 'phone' },
} as const
