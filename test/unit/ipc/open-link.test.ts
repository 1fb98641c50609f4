import { domainToUnicode } from 'node:url'
import { describe, expect, test } from 'vitest'
import { appHandlers } from '../../../electron/ipc/handlers/app-handlers.ts'
import type { HandlerContext, NativeQuestion } from '../../../electron/ipc/handlers/handler-context.ts'
import { httpsHost } from '../../../shared/util/https-link.ts'

function laboratory(answer: boolean) {
  const asked: NativeQuestion[] = []
  const opened: string[] = []
  const context = {
    core: { settings: { read: async () => ({ language: 'en' }) } },
    process: { version: '', electron: '', chromium: '', locale: 'en' },
    confirmNatively: async (question: NativeQuestion) => {
      asked.push(question)
      return answer
    },
    readHost: domainToUnicode,
    openExternal: async (url: string) => void opened.push(url),
  } as unknown as HandlerContext // of the core only the settings are read
  return { asked, opened, open: (url: string) => appHandlers(context)['app.openLink']({ url }) }
}

const refused = [
  'http://pncp.gov.br/',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'smb://host/share',
  'vscode://file/etc/passwd',
  'https://pncp.gov.br@evil.example/',
  'https://pncp.gov.br:443@evil.example/',
  'https:\\\\evil.example',
  'https://evil.example\\@pncp.gov.br/',
  'https://pncp.gov.b\u0433/',
  'https://evil.example/\u202egpj.exe',
  'https://evil.example/ space',
  'https:///etc/passwd',
  'https://-evil.example/',
  'https://[::1]/',
  ' https://pncp.gov.br/',
  `https://pncp.gov.br/${'a'.repeat(10_240)}`,
  '',
]

describe('S16: links out of values', () => {
  test.each(refused)('%j is text, and opens nothing', async (url) => {
    expect(httpsHost(url)).toBeNull()
    const { asked, opened, open } = laboratory(true)
    await expect(open(url)).rejects.toMatchObject({ code: 'bad_input' })
    expect([asked, opened]).toEqual([[], []])
  })

  test('https opens only after the system has asked, showing the host', async () => {
    const url = 'https://PNCP.gov.br:8443/api?x=https://evil.example#a'
    const no = laboratory(false)
    expect(await no.open(url)).toEqual({ opened: false })
    expect(no.asked[0]?.message).toBe('Open pncp.gov.br in the browser?')
    expect(no.opened).toEqual([])
    const yes = laboratory(true)
    expect(await yes.open(url)).toEqual({ opened: true })
    expect(yes.opened).toEqual([url])
  })

  test('a host in punycode is shown as it would be read, and as it is', async () => {
    const { asked, open } = laboratory(false)
    await open('https://xn--pncp-4ve.example/')
    expect(asked[0]?.message).toMatch(/^Open .+ \(xn--pncp-4ve\.example\) in the browser\?$/)
  })
})
