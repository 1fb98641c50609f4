import { familyWord } from '../../i18n/family-word.ts'
import { useWords } from '../../i18n/words.ts'
import { texturePattern } from '../../ui/texture.tsx'

/** Which texture means which family; hues need no legend, their names stand beside them. */
export function Legend({ textures }: { readonly textures: readonly (readonly string[])[] }) {
  const words = useWords()
  return (
    <div className="chart-legend">
      {textures.map((families, texture) => (
        <span key={families.join()} className="chart-legend__entry">
          <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
            <defs>{texturePattern(`legend-${texture}`, texture, 'var(--mark)')}</defs>
            <rect width="10" height="10" fill={`url(#legend-${texture})`} />
          </svg>
          {families.map((family) => familyWord(words, family)).join(', ')}
        </span>
      ))}
    </div>
  )
}
