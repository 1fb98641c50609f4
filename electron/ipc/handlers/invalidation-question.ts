import type { RemovalTarget } from '../../../shared/contract/invalidation.ts'
import type { NativeQuestion } from './handler-context.ts'

/** The words of the system dialog that confirms a removal in production. */
export function invalidationQuestion(
  { target, count: keys }: { readonly target: RemovalTarget; readonly count: number },
  connection: string,
  language: string,
): NativeQuestion {
  const pt = language.startsWith('pt')
  if (target.scope === 'keys' && keys === 1) return keyQuestion(target.label, connection, pt)
  const { namespace } = target
  const count = new Intl.NumberFormat(pt ? 'pt-BR' : 'en').format(keys)
  return pt
    ? {
        title: 'Produção',
        message: `Invalidar ${count} chaves ${namespace === null ? '' : `de ${namespace} `}em ${connection}?`,
        detail: 'Esta conexão está marcada como PRODUÇÃO. Chaves que mudarem a partir de agora ficam.',
        confirm: `Invalidar ${count} chaves`,
        cancel: 'Cancelar',
      }
    : {
        title: 'Production',
        message: `Invalidate ${count} keys ${namespace === null ? '' : `of ${namespace} `}on ${connection}?`,
        detail: 'This connection is marked PRODUCTION. Keys that change from now on stay.',
        confirm: `Invalidate ${count} keys`,
        cancel: 'Cancel',
      }
}

function keyQuestion(key: string, connection: string, pt: boolean): NativeQuestion {
  return pt
    ? {
        title: 'Produção',
        message: `Remover a chave ${key} de ${connection}?`,
        detail: 'Esta conexão está marcada como PRODUÇÃO. Se a chave mudar a partir de agora, ela fica.',
        confirm: 'Remover 1 chave',
        cancel: 'Cancelar',
      }
    : {
        title: 'Production',
        message: `Delete the key ${key} from ${connection}?`,
        detail: 'This connection is marked PRODUCTION. If the key changes from now on, it stays.',
        confirm: 'Delete 1 key',
        cancel: 'Cancel',
      }
}
