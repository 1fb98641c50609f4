import type { NativeQuestion } from './handler-context.ts'

/**
 * The words of the system dialog before a link leaves the console: the host, as it is written and as it would be read.
 * @param read - the host without punycode; '' where it has no such form
 */
export function linkQuestion(host: string, read: string, url: string, language: string): NativeQuestion {
  const pt = language.startsWith('pt')
  const shown = read === '' || read === host ? host : `${read} (${host})`
  return pt
    ? {
        title: 'Abrir link',
        message: `Abrir ${shown} no navegador?`,
        detail: `O link vem de um valor guardado no Redis:\n${url}`,
        confirm: 'Abrir no navegador',
        cancel: 'Cancelar',
      }
    : {
        title: 'Open link',
        message: `Open ${shown} in the browser?`,
        detail: `The link comes out of a value stored in Redis:\n${url}`,
        confirm: 'Open in the browser',
        cancel: 'Cancel',
      }
}
