import { TriangleAlert } from 'lucide-react'

/** What a choice in the editor exposes, beside the choice. */
export function EditorWarning({ text }: { readonly text: string }) {
  return (
    <span className="editor__warning">
      <TriangleAlert size={14} aria-hidden="true" /> {text}
    </span>
  )
}
