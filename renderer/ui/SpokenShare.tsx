import { useState } from 'react'
import { useWords } from '../i18n/words.ts'
import { useElapsed } from './use-elapsed.ts'
import { isWorthSaying, type Said } from './worth-saying.ts'

/** Tells assistive technology how far it came, no oftener than can be listened to. @param share - 0 to 1; null: not known */
export function SpokenShare({ share }: { readonly share: number | null }) {
  const { formats } = useWords()
  const now = useElapsed()
  const [said, setSaid] = useState<Said | null>(null)
  if (share !== null && isWorthSaying(share, now, said)) setSaid({ share, at: now })
  return (
    <p className="visually-hidden" role="status">
      {said === null ? '' : formats.share(Math.floor(said.share * 100) / 100)}
    </p>
  )
}
