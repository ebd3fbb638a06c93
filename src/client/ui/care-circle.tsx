export interface CirclePerson {
  id: string
  /** In the circle, up to four characters: 奶奶. */
  label: string
  /** Under the circle: 宁波·视频. */
  note?: string
  /** `close` lives with the child now, `far` keeps contact, `worn` has not been reached lately. */
  line: 'close' | 'far' | 'worn'
  tone?: 'amber' | 'leaf' | 'sea' | 'plain'
}

interface CareCircleProps {
  center: string
  people: readonly CirclePerson[]
  /** Read aloud in place of the picture. */
  label: string
}

const fills = { amber: '#fdf0d9', leaf: '#e8f2e4', sea: '#e3f1ef', plain: '#ffffff' }
const lines = {
  close: { stroke: '#0b6e69', strokeWidth: 3 },
  far: { stroke: '#cfc8bc', strokeWidth: 2 },
  worn: { stroke: '#8f5400', strokeWidth: 2, strokeDasharray: '5 5' },
}
const width = 328
const height = 272
const middle = { x: width / 2, y: 138 }

/** Evenly around the centre, the first person straight below: whoever is closest stands nearest to the reader. */
function place(index: number, count: number): { x: number; y: number } {
  const angle = Math.PI / 2 + (2 * Math.PI * index) / count
  return { x: middle.x + Math.cos(angle) * 116, y: middle.y + Math.sin(angle) * 86 }
}

/** Width in em: a Chinese character is one, a Latin letter about 0.56. */
const emOf = (text: string): number =>
  Array.from(text).reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) > 0x2e7f ? 1 : 0.56), 0)

/** The text and size that fit into so many px; what does not fit at 11 px is cut. */
function fit(text: string, room: number, largest: number): { text: string; size: number } {
  const size = Math.max(11, Math.min(largest, room / emOf(text)))
  let cut = text
  while (emOf(cut) * size > room && Array.from(cut).length > 1)
    cut = `${Array.from(cut).slice(0, -2).join('')}…`
  return { text: cut, size }
}

function Person({ person, x, y }: { person: CirclePerson; x: number; y: number }) {
  const close = person.line === 'close'
  const label = fit(person.label, 46, 14)
  // Above the circle in the upper half, so that no line to the centre runs through the words.
  const noteY = y < middle.y - 30 ? y - 34 : y + 43
  return (
    <g>
      <circle
        cx={x}
        cy={y}
        r="27"
        fill={fills[person.tone ?? 'plain']}
        stroke={close ? '#0b6e69' : '#e7e2da'}
        strokeWidth={close ? 2.5 : 1}
      />
      <text x={x} y={y} dy="0.35em" fontSize={label.size}>
        {label.text}
      </text>
      {person.note !== undefined && (
        <text x={x} y={noteY} fontSize="12.5" fill="#566370">
          {fit(person.note, 104, 12.5).text}
        </text>
      )}
    </g>
  )
}

/** Who is around this child: near, far, and with whom the line has worn thin. */
export function CareCircle({ center, people, label }: CareCircleProps) {
  const placed = people.map((person, index) => ({ person, ...place(index, people.length) }))
  const inner = fit(center, 54, 16)
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      className="mx-auto w-full max-w-[400px]"
    >
      {placed.map(({ person, x, y }) => (
        <line key={person.id} x1={middle.x} y1={middle.y} x2={x} y2={y} {...lines[person.line]} />
      ))}
      <g textAnchor="middle" fill="#1d2733">
        <circle cx={middle.x} cy={middle.y} r="31" fill="#0b6e69" />
        <text x={middle.x} y={middle.y} dy="0.35em" fontSize={inner.size} fontWeight="600" fill="#ffffff">
          {inner.text}
        </text>
        {placed.map(({ person, x, y }) => (
          <Person key={person.id} person={person} x={x} y={y} />
        ))}
      </g>
    </svg>
  )
}
