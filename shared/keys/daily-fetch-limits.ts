const mebibyte = 1024 * 1024

/** Above it a daily fetch is stored with a warning: every reader parses it whole. */
export const heavyPayloadBytes = 64 * mebibyte

/** Above it a daily fetch is refused: a Redis string ends at 512 MiB. */
export const maxPayloadBytes = 256 * mebibyte
