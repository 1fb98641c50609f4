/** From this way there and back on a line is far: waiting for it costs more than the work at its end. Milliseconds. */
export const farLineMs = 5

/** Time one call may hold the server, and what it leaves below 5 ms. Source: performance notes. */
const nearMicros = 2_000
/** Over a far line more is asked for at once: the server rests while the reply travels. */
const farMicros = 4_400

/**
 * Microseconds one call of a walk may hold the server.
 * @param roundTripMs - of the line itself, as it was measured at rest: a busy console must not make its calls longer
 */
export const budgetFor = (roundTripMs: number) => (roundTripMs < farLineMs ? nearMicros : farMicros)
