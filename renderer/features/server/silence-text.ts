import type { Silence } from '../../../shared/contract/server-report.ts'
import type { Words } from '../../i18n/words.ts'

/** Why a question has no answer, by its command. */
export function silenceText({ t }: Words, { command, reason }: Silence): string {
  return reason === 'no_permission'
    ? t('reason.needs', { commands: command })
    : t(`server.silence.${reason}`, { command })
}
