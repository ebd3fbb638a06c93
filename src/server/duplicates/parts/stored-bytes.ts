/** Bytes as the database writes them in JSON. */
export const toBytes = (value: unknown): Buffer | null =>
  typeof value === 'string' ? Buffer.from(value.slice(2), 'hex') : null
export const asJson = (columns: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(columns).map(([column, value]) => [
      column,
      Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value,
    ]),
  )
