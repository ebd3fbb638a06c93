/** A duty `d` that is still to do: not done, not excused, and not ended by a change (K-27). Its first half names the index. */
export const TO_DO = `d.done_on is null and d.excuse_kind is null and (d.ended_on is null or d.ended_on >= app_today())`
