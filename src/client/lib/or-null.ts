/** Empty text clears the field. */
export const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())
