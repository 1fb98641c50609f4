import { useEffect, useState } from 'react'

/** Milliseconds since the component appeared, in steps of the loading rules: 0, 150, then every second. */
export function useElapsed(): number {
  const [elapsed, setElapsed] = useState(0)
  useEffect(() => {
    const start = Date.now()
    const first = setTimeout(() => setElapsed(150), 150)
    const rest = setInterval(() => setElapsed(Date.now() - start), 1_000)
    return () => {
      clearTimeout(first)
      clearInterval(rest)
    }
  }, [])
  return elapsed
}
