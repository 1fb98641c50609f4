import { useWords } from '../../i18n/words.ts'

/** Tells assistive technology how far it came, in steps of ten per cent: more would talk over everything else. */
export function SpokenShare({ share }: { readonly share: number | null }) {
  const { formats } = useWords()
  return (
    <p className="visually-hidden" role="status">
      {share === null ? '' : formats.share(Math.floor(share * 10) / 10)}
    </p>
  )
}
