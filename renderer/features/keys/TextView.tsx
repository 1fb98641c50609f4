import { ExternalLink } from 'lucide-react'
import { useMemo, useState } from 'react'
import { httpsHost } from '../../../shared/util/https-link.ts'
import { consoleClient } from '../../bridge/console-client.ts'
import { useWords } from '../../i18n/words.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { jsonTokens } from './json-tokens.ts'
import { Pager } from './Pager.tsx'
import { ScrollRegion } from './ScrollRegion.tsx'

const linesPerPage = 200

export interface TextViewProps {
  readonly label: string
  readonly text: string
  readonly json: boolean
}

/** A text by lines with their numbers, never as markup; JSON with a colour per kind of value. */
export function TextView({ label, text, json }: TextViewProps) {
  const { t, formats } = useWords()
  const lines = useMemo(() => text.split('\n'), [text])
  const [page, setPage] = useState(0)
  const first = page * linesPerPage
  const shown = lines.slice(first, first + linesPerPage)
  return (
    <>
      <ScrollRegion className="keys__text mono" label={label}>
        <ol start={first + 1} style={{ counterReset: `line ${first}` }}>
          {shown.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
            <li key={first + at}>
              {json
                ? jsonTokens(line).map((token, place) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place
                    <span key={place} className={`json-${token.kind}`}>
                      {token.kind === 'string' ? <LinkedString text={token.text} /> : token.text}
                    </span>
                  ))
                : line}
            </li>
          ))}
        </ol>
      </ScrollRegion>
      <Pager
        page={page}
        pages={Math.ceil(lines.length / linesPerPage)}
        words={t('browse.lines', {
          first: formats.integer(first + 1),
          last: formats.integer(first + shown.length),
          total: formats.integer(lines.length),
        })}
        onPage={setPage}
      />
    </>
  )
}

/** A string that is an https link as a whole can be opened, by way of a dialog of the system that shows its host. */
function LinkedString({ text }: { readonly text: string }) {
  const { t } = useWords()
  const inner = text.slice(1, -1)
  const host = httpsHost(inner)
  if (host === null) return text
  return (
    <>
      {text}{' '}
      <IconButton
        size="small"
        icon={ExternalLink}
        label={t('browse.openLink', { host })}
        onClick={() => void consoleClient.invoke('app.openLink', { url: inner })}
      />
    </>
  )
}
