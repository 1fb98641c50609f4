import type { NativeQuestion } from './handler-context.ts'

/** The words of the system dialog that confirms a removal in production. @param subject - null for an unknown token */
export function invalidationQuestion(
  subject: { readonly namespace: string; readonly count: number } | null,
  connection: string,
  language: string,
): NativeQuestion {
  const pt = language.startsWith('pt')
  const count = new Intl.NumberFormat(pt ? 'pt-BR' : 'en').format(subject?.count ?? 0)
  const namespace = subject?.namespace ?? '–'
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
