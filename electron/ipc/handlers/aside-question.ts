import type { AsideRef } from '../../../shared/contract/fetch-aside.ts'
import { dailyFetchKey } from '../../../shared/keys/cache-key.ts'
import type { NativeQuestion } from './handler-context.ts'

/** The words of the system dialog that confirms a replacement in production. */
export function asideQuestion({ provider, day }: AsideRef, connection: string, language: string): NativeQuestion {
  const key = dailyFetchKey(provider, day)
  return language.startsWith('pt')
    ? {
        title: 'Produção',
        message: `Substituir ${key} em ${connection}?`,
        detail: 'Esta conexão está marcada como PRODUÇÃO. O valor atual fica guardado por 24 h para ser desfeito.',
        confirm: 'Substituir',
        cancel: 'Cancelar',
      }
    : {
        title: 'Production',
        message: `Replace ${key} on ${connection}?`,
        detail: 'This connection is marked PRODUCTION. The value there now is kept for 24 h to be put back.',
        confirm: 'Replace',
        cancel: 'Cancel',
      }
}
