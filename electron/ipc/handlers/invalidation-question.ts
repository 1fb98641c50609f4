import type { NativeQuestion } from './handler-context.ts'

/** The words of the system dialog that confirms a removal in production. */
export function invalidationQuestion(
  { namespace, count: keys }: { readonly namespace: string; readonly count: number },
  connection: string,
  language: string,
): NativeQuestion {
  const pt = language.startsWith('pt')
  const count = new Intl.NumberFormat(pt ? 'pt-BR' : 'en').format(keys)
  return pt
    ? {
        title: 'Produção',
        message: `Invalidar ${count} chaves de ${namespace} em ${connection}?`,
        detail: 'Esta conexão está marcada como PRODUÇÃO. Chaves que mudarem a partir de agora ficam.',
        confirm: `Invalidar ${count} chaves`,
        cancel: 'Cancelar',
      }
    : {
        title: 'Production',
        message: `Invalidate ${count} keys of ${namespace} on ${connection}?`,
        detail: 'This connection is marked PRODUCTION. Keys that change from now on stay.',
        confirm: `Invalidate ${count} keys`,
        cancel: 'Cancel',
      }
}
