import type { NativeQuestion } from './handler-context.ts'

/** The words of the system dialog that confirms a change of a setting in production. */
export function changeQuestion(
  { name, from, to }: { readonly name: string; readonly from: string; readonly to: string },
  connection: string,
  language: string,
): NativeQuestion {
  const values = `${name}: ${from || '""'} → ${to || '""'}`
  return language.startsWith('pt')
    ? {
        title: 'Produção',
        message: `Mudar ${name} em ${connection}?`,
        detail: `${values}\n\nEsta conexão está marcada como PRODUÇÃO. A mudança vale na hora, para todos.`,
        confirm: `Mudar ${name}`,
        cancel: 'Cancelar',
      }
    : {
        title: 'Production',
        message: `Change ${name} on ${connection}?`,
        detail: `${values}\n\nThis connection is marked PRODUCTION. The change acts at once, for everybody.`,
        confirm: `Change ${name}`,
        cancel: 'Cancel',
      }
}

/** The words of the system dialog that confirms writing the configuration file in production. */
export function rewriteQuestion(connection: string, language: string): NativeQuestion {
  return language.startsWith('pt')
    ? {
        title: 'Produção',
        message: `Gravar o arquivo de configuração de ${connection}?`,
        detail: 'CONFIG REWRITE grava todos os valores em vigor, também os que outros mudaram.',
        confirm: 'Gravar o arquivo',
        cancel: 'Cancelar',
      }
    : {
        title: 'Production',
        message: `Write the configuration file of ${connection}?`,
        detail: 'CONFIG REWRITE writes every value in force, those that others changed too.',
        confirm: 'Write the file',
        cancel: 'Cancel',
      }
}
