import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useWords } from '../i18n/words.ts'
import { Button } from './Button.tsx'

/** Copies text as it is, free of any language's formats, and says so for two seconds. */
export function CopyButton({ label, text }: { readonly label: string; readonly text: string }) {
  const { t } = useWords()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 2_000)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <Button
      size="small"
      icon={copied ? Check : Copy}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
    >
      <span aria-live="polite">{copied ? t('common.copied') : label}</span>
    </Button>
  )
}
