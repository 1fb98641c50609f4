import { type FamilyName, keyFamilies, otherFamily } from '../../shared/keys/key-families.ts'
import type { Words } from './words.ts'

/** What a family holds, in words; the family's own name is never translated and stands beside it. */
export function familyWord({ t }: Words, family: string): string {
  if (family === otherFamily) return t('family.other')
  const row = keyFamilies.find((candidate) => candidate.name === family)
  return row ? t(`family.${row.name satisfies FamilyName}`) : family
}
