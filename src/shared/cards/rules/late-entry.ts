/** Days after which a card needs a reason for coming late, unless the school sets another number. */
export const LATE_ENTRY_DAYS = 3

/** The most a school may set. */
export const MOST_LATE_ENTRY_DAYS = 30
