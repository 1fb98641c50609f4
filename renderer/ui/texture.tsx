/**
 * The textures that tell families apart inside one hue: solid, hatch, dots, bars; -1 (no known family) is an outline.
 * @returns the pattern to put into an svg's defs under `id`
 */
export function texturePattern(id: string, texture: number, colour: string) {
  return (
    <pattern key={id} id={id} width="6" height="6" patternUnits="userSpaceOnUse">
      {shapes(texture, colour)}
    </pattern>
  )
}

function shapes(texture: number, colour: string) {
  if (texture < 0) return <path d="M0 1h6M0 4h6" stroke={colour} strokeWidth="1" />
  switch (texture % 4) {
    case 0:
      return <rect width="6" height="6" fill={colour} />
    case 1:
      return <path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" stroke={colour} strokeWidth="2" />
    case 2:
      return (
        <>
          <circle cx="1.5" cy="1.5" r="1.1" fill={colour} />
          <circle cx="4.5" cy="4.5" r="1.1" fill={colour} />
        </>
      )
    default:
      return <path d="M1 0v6M4 0v6" stroke={colour} strokeWidth="1.5" />
  }
}
