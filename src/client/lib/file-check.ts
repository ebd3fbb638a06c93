import { attachmentFault, FIRST_BYTES } from '#shared/attachments/rules.ts'
import type { ErrorCode } from '#shared/errors.ts'
import { HEAD_BYTES, tableFault } from '#shared/roster/rules/file-kind.ts'
import { ApiError } from './api-error.ts'

const headOf = async (file: Blob, bytes: number): Promise<Uint8Array> =>
  new Uint8Array(await file.slice(0, bytes).arrayBuffer())

function refuse(code: ErrorCode | undefined): void {
  if (code !== undefined) throw new ApiError(0, { code })
}

/** Refuses what the server would refuse, before minutes go into sending it. @throws ApiError with the server's code */
export async function checkTable(file: Blob, most: number): Promise<void> {
  refuse(tableFault(await headOf(file, HEAD_BYTES), file.size, most))
}

/** The same for photos and scans. @throws ApiError with the server's code */
export async function checkAttachment(file: Blob): Promise<void> {
  refuse(attachmentFault(await headOf(file, FIRST_BYTES), file.size))
}
