/** A week: what was written since is lost when the disk dies. */
const MOST_DAYS = 7

/** Whether it is time for a backup, by the days since the last one. */
export const isBackupDue = (daysAgo: number | undefined): boolean =>
  daysAgo === undefined || daysAgo > MOST_DAYS
