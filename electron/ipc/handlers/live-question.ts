import type { NativeQuestion } from './handler-context.ts'

/** The words of the system dialog that confirms the change of a setting in production. */
export function liveQuestion(primaries: number, connection: string, language: string): NativeQuestion {
  const count = String(primaries)
  return language.startsWith('pt')
    ? {
        title: 'Produção',
        message: `Alterar notify-keyspace-events em ${connection}?`,
        detail: `Primários alterados: ${count}. O valor anterior é guardado e volta ao desligar, ao sair ou ao desconectar.`,
        confirm: 'Alterar e ligar',
        cancel: 'Cancelar',
      }
    : {
        title: 'Production',
        message: `Change notify-keyspace-events on ${connection}?`,
        detail: `Primaries changed: ${count}. The former value is kept and put back on switching off, quitting or disconnecting.`,
        confirm: 'Change and switch on',
        cancel: 'Cancel',
      }
}
