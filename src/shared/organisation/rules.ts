const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])

/**
 * A name of the IANA table (Asia/Shanghai). Nothing else: an offset such as +08:00 is east of Greenwich to Node and west
 * of it to PostgreSQL, so no clock of the two would agree.
 */
export const isTimeZone = (name: string): boolean => zones.has(name)
