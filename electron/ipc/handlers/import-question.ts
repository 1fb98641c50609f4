import type { NativeQuestion } from './handler-context.ts'

/** The words of the system dialog that confirms an import in production. */
export function importQuestion(namespace: string, connection: string, language: string): NativeQuestion {
  return language.startsWith('pt')
    ? {
        title: 'Produção',
        message: `Importar em ${connection} as chaves de ${namespace} que um arquivo contém?`,
        detail: 'Esta conexão está marcada como PRODUÇÃO. Nada do que existe é sobrescrito.',
        confirm: 'Importar aqui',
        cancel: 'Cancelar',
      }
    : {
        title: 'Production',
        message: `Import to ${connection} the keys of ${namespace} that a file holds?`,
        detail: 'This connection is marked PRODUCTION. Nothing that stands is overwritten.',
        confirm: 'Import here',
        cancel: 'Cancel',
      }
}
