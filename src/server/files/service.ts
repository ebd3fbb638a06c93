/** Why a file was closed in plain words before 0017 goes under seal at start. */
export { sealFileNote } from '#server/files/parts/openings.ts'
