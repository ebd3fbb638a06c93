/** Days after which a card needs a reason for coming late, unless the school sets another number. */
export const LATE_ENTRY_DAYS = 3
