import type { Vault } from '#server/vault/vault.ts'

const context = (changeId: string): string => `roster.before:${changeId}`

/** A stored row as it was, sealed; bytes become `\x…`, as they are written again. */
export function imageOf(vault: Vault, changeId: string, record: object): Buffer {
  const plain = Object.entries(record).map(([name, value]: [string, unknown]) => [
    name,
    value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value,
  ])
  return vault.seal(JSON.stringify(Object.fromEntries(plain)), context(changeId))
}

export interface Image {
  readonly id: string
  readonly version?: number
}

export const openImage = (vault: Vault, changeId: string, sealed: Buffer): Image =>
  JSON.parse(vault.open(sealed, context(changeId))) as Image
