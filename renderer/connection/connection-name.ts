import type { Words } from '../i18n/words.ts'
import { demoProfileId } from './demo.ts'

/** The name of a connection on screen: the demo's is ours and translated, all others are the operator's own. */
export function connectionName({ t }: Words, name: string): string {
  return name === demoProfileId ? t('connection.demoOpen') : name
}
