import { setImmediate } from 'node:timers/promises'
import type { TransactionSql } from 'postgres'

/**
 * Sends rows as a COPY takes them. The driver gives no error of a COPY: it would wait for ever. A statement sent behind it
 * does, because the transaction is aborted then; the error is called `refusal`, with the database's as its cause.
 */
export async function copyIn(
  tx: TransactionSql,
  statement: string,
  chunks: Iterable<string | Uint8Array>,
  refusal: string,
): Promise<void> {
  const stream = await tx.unsafe(statement).writable()
  for (const chunk of chunks)
    await new Promise<void>((resolve, reject) => {
      stream.write(chunk, (error) => (error ? reject(error) : resolve()))
    })
  stream.end()
  // The end of the data must be on its way before anything else is sent.
  await setImmediate()
  try {
    await tx.unsafe('select 1')
  } catch (error) {
    throw new Error(refusal, { cause: error })
  }
}
