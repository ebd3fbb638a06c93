import { z } from 'zod'

/** What is known of the last backup of the whole installation; never where the file is. */
export const BackupState = z.object({
  last: z
    .object({
      madeAt: z.iso.datetime(),
      /** Whole days of the school's calendar since then. */
      daysAgo: z.int().min(0),
      /** Size of the file. */
      bytes: z.int(),
      /** Of the program that made it. */
      version: z.string(),
    })
    .nullable(),
  due: z.boolean(),
  /** The database is on a server of its own, which others may back up in their own way. */
  keptOutside: z.boolean(),
  /** What to type in the program's folder. */
  command: z.string(),
})
export type BackupState = z.infer<typeof BackupState>
