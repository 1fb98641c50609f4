import { Component, type ReactNode } from 'react'
import { useWords } from '../i18n/words.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'

interface ErrorBoundaryProps {
  readonly children: ReactNode
}

/** A fault in one screen leaves the frame, its other screens and running operations alone. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly fault: boolean }> {
  override state = { fault: false }

  static getDerivedStateFromError() {
    return { fault: true }
  }

  override render() {
    if (!this.state.fault) return this.props.children
    return <Crashed onReload={() => this.setState({ fault: false })} />
  }
}

function Crashed({ onReload }: { readonly onReload: () => void }) {
  const { t } = useWords()
  return (
    <div role="alert">
      <EmptyState action={<Button onClick={onReload}>{t('app.reload')}</Button>}>{t('app.crashed')}</EmptyState>
    </div>
  )
}
