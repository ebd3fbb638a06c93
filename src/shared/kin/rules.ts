/**
 * Who may not be entrusted with a child (未成年人保护法 22): offences against persons, bad habits, past neglect, anything else
 * that makes unfit. Declared by the carer one by one for an agreement; on record it is sealed.
 */
export const DECLARED_BARS = ['offence', 'addiction', 'neglect', 'unsuitable'] as const
