import type { NativeQuestion } from './handler-context.ts'

/** The words of the system dialog that confirms a restore to another server in production. */
export function retargetQuestion(bundle: string, connection: string, language: string): NativeQuestion {
  return language.startsWith('pt')
    ? {
        title: 'Produção',
        message: `Restaurar em ${connection} chaves que vieram de outro servidor?`,
        detail: `Esta conexão está marcada como PRODUÇÃO. O pacote ${bundle} não saiu dela. Nada do que existe é sobrescrito.`,
        confirm: 'Restaurar aqui',
        cancel: 'Cancelar',
      }
    : {
        title: 'Production',
        message: `Restore to ${connection} keys that came from another server?`,
        detail: `This connection is marked PRODUCTION. The bundle ${bundle} did not come from it. Nothing that stands is overwritten.`,
        confirm: 'Restore here',
        cancel: 'Cancel',
      }
}
