/** Runs where text is taken for markup or a script; `window.owned` tells that it did. */
const markups = [
  '<script>window.owned=1</script>',
  '<img src=x onerror=window.owned=1>',
  '<svg onload=window.owned=1>',
  '<svg><script>window.owned=1</script></svg>',
  '<iframe srcdoc="<script>top.owned=1</script>"></iframe>',
  '<a href="javascript:window.owned=1">x</a>',
  '[x](javascript:window.owned=1)',
  '![x](https://example.org/pixel.png)',
  '<link rel=stylesheet href=https://example.org/x.css>',
  '<base href=https://example.org/>',
  '<meta http-equiv=refresh content="0;url=https://example.org/">',
  '<form action=https://example.org/><button autofocus onfocus=window.owned=1>',
  '<style>@import "https://example.org/x.css"</style>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=window.owned=1>',
  '{{constructor.constructor("window.owned=1")()}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a text that somebody's template might run
  '${window.owned=1}',
  '\u001b]8;;https://example.org\u0007x\u001b]8;;\u0007',
  '\u001b[2J\u001b[31mred',
  '\u202egnp.exe\u202c',
  'рncр:ѕеаrсh',
  'a\u0000b',
]

/** What a text stands in: it tries to leave an attribute, a string, a comment, an element. */
const frames = ['%', '">%', "'>%", '-->%', '</textarea>%', ']]>%', '\\";%//', '</script>%', '&lt;%', '%\u2028%']

/** More than two hundred strings that try to be more than text. Source: acceptance battery, S15. */
export const hostileTexts: readonly string[] = frames.flatMap((frame) =>
  markups.map((markup) => frame.replaceAll('%', () => markup)),
)
