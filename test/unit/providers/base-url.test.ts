import { describe, expect, test } from 'vitest'
import { checkAddress, checkBaseUrl } from '../../../electron/providers/http/base-url.ts'
import { providers } from '../../../electron/providers/registry.ts'

const production = { provider: 'pncp', allowLoopback: false }
const development = { provider: 'pncp', allowLoopback: true }

const refusal = (text: string, policy = production) => {
  try {
    checkBaseUrl(text, policy)
    return null
  } catch (error) {
    return error
  }
}

describe('the base address of a provider', () => {
  test.each(providers.map((provider) => provider.defaultBaseUrl))('%s is allowed everywhere', (url) => {
    expect(checkBaseUrl(url, production).href).toMatch(/^https:/)
  })

  test.each([
    'http://pncp.gov.br/api',
    'ftp://pncp.gov.br',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'pncp.gov.br',
    '',
    'https://',
    'http://localhost:8080',
    'http://LOCALHOST.',
    'http://a.localhost',
    'http://127.0.0.1:1',
    'http://127.1',
    'http://2130706433',
    'http://0x7f.0.0.1',
    'http://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://10.0.0.1',
    'https://192.168.1.1',
    'https://172.16.0.9',
    'https://100.64.0.1',
    'https://[fd00::1]',
    'https://169.254.169.254/latest/meta-data',
    'https://[fe80::1]',
    'https://0.0.0.0',
    'https://[::]',
    'https://pncp.gov.br/api?x=1',
    'https://pncp.gov.br/api#x',
  ])('%s is refused outside a development connection', (url) => {
    expect(refusal(url)).toMatchObject({ code: 'provider_url_refused', params: { provider: 'pncp' } })
  })

  test.each([
    'http://127.0.0.1:8080/pncp',
    'http://localhost:1',
    'http://[::1]:9',
    'http://10.0.0.1',
    'https://192.168.1.1',
  ])('%s is allowed on a development connection', (url) => expect(refusal(url, development)).toBeNull())

  test.each(['http://pncp.gov.br', 'http://169.254.169.254', 'https://[fe80::1]', 'http://0.0.0.0:1', 'file:///x'])(
    '%s is refused even there',
    (url) => expect(refusal(url, development)).toMatchObject({ code: 'provider_url_refused' }),
  )

  test('a password in the address is refused and not repeated', () => {
    const error = refusal('https://user:s3cret@pncp.gov.br')
    expect(error).toMatchObject({ code: 'provider_url_refused' })
    expect(JSON.stringify([String(error), error])).not.toContain('s3cret')
  })

  test('a public name that leads into the private network is refused when it is resolved', () => {
    expect(() => checkAddress('189.9.1.1', production)).not.toThrow()
    for (const address of ['127.0.0.1', '10.1.2.3', '::1', '169.254.169.254', 'fd00::5']) {
      expect(() => checkAddress(address, production)).toThrow(/refused/)
    }
    expect(() => checkAddress('127.0.0.1', development)).not.toThrow()
    expect(() => checkAddress('169.254.169.254', development)).toThrow(/refused/)
  })
})
