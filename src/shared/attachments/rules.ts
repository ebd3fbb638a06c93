/** Bytes of one photo or scan: what a phone's camera makes, with room. */
export const MOST_BYTES = 20 * 1024 * 1024
/** Bytes sent at once: small enough to get through a poor connection whole. */
export const CHUNK_BYTES = 192 * 1024
/** Files that hang on one thing. */
export const MOST_FILES = 50
/** Days a removed file can be brought back. */
export const KEPT_REMOVED_DAYS = 30
