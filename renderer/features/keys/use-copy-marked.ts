import { useCallback } from 'react'
import { useWords } from '../../i18n/words.ts'
import { confirmToast } from '../../ui/Toast.tsx'
import { useMarks } from './marks-store.ts'
import { namesToCopy } from './name-text.ts'

/** @returns what copies the exact names of the marked keys, one a line, and says how many */
export function useCopyMarked(): () => void {
  const { t } = useWords()
  return useCallback(() => {
    const refs = [...useMarks.getState().marks.values()]
    void namesToCopy(refs).then(async ({ text, count, base64 }) => {
      await navigator.clipboard.writeText(text)
      confirmToast(t('browse.marks.copied', { count, base64 }))
    })
  }, [t])
}
