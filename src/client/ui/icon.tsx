/** Paths on a 24 × 24 grid, drawn with a round 1.75 stroke in the colour of the text. */
const paths = {
  today:
    'M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M5.6 18.4 7 17M17 7l1.4-1.4M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z',
  children:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c.4-3.6 3-5.5 6.5-5.5s6.1 1.9 6.5 5.5M16 4.3a3.3 3.3 0 0 1 0 6.4M18 14.9c2 .8 3.2 2.5 3.5 5.1',
  plus: 'M12 5v14M5 12h14',
  progress: 'M4 20V10M10 20V4M16 20v-7M22 20H2',
  me: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c.5-4 3.5-6 7.5-6s7 2 7.5 6',
  back: 'M15 5l-7 7 7 7',
  forward: 'M9 5l7 7-7 7',
  down: 'M5 9l7 7 7-7',
  up: 'M5 15l7-7 7 7',
  check: 'M4.5 12.5l5 5 10-11',
  close: 'M6 6l12 12M18 6L6 18',
  minus: 'M5 12h14',
  phone:
    'M5 4h4l1.8 4.5-2.3 1.7a12 12 0 0 0 5.3 5.3l1.7-2.3L20 15v4a1.5 1.5 0 0 1-1.6 1.5C10.5 20 4 13.5 3.5 5.6A1.5 1.5 0 0 1 5 4Z',
  chat: 'M4 5h16v11h-8l-5 4v-4H4V5Z',
  visit: 'M3.5 11.5 12 4l8.5 7.5M6 10v10h12V10M10 20v-6h4v6',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM16.2 16.2 21 21',
  warning: 'M12 4 2.5 20h19L12 4ZM12 10v4.5M12 17.4v.1',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 11v5.5M12 7.5v.1',
  offline:
    'M3 3l18 18M8.5 15.5a5 5 0 0 1 7 0M5 12a10 10 0 0 1 4-2.5M19 12a10 10 0 0 0-5.5-2.9M2 8.5a15 15 0 0 1 4.5-2.9M22 8.5A15 15 0 0 0 11 4.7M12 19.5v.1',
  upload: 'M12 16V4M7 9l5-5 5 5M4 16v4h16v-4',
  download: 'M12 4v12M7 11l5 5 5-5M4 16v4h16v-4',
  file: 'M6 3h8l5 5v13H6V3ZM14 3v5h5M9.5 13h6M9.5 17h6',
  calendar: 'M4 6h16v15H4V6ZM4 10.5h16M8.5 3v5M15.5 3v5',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7v5.3l3.5 2',
  edit: 'M4 20l1-4.5L16 4.5 19.5 8 8.5 19 4 20ZM14 6.5 17.5 10',
  undo: 'M4 9h10a5.5 5.5 0 0 1 0 11H8M4 9l4.5-4.5M4 9l4.5 4.5',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6',
  more: 'M5 12v.1M12 12v.1M19 12v.1',
  menu: 'M4 6h16M4 12h16M4 18h16',
  filter: 'M3 5h18l-7 8.5V19l-4 2v-7.5L3 5Z',
  school: 'M12 4 2 9l10 5 10-5-10-5ZM6 11.5V17c3.5 3 8.5 3 12 0v-5.5M22 9v6',
  roster: 'M5 3h14v18H5V3ZM9 8h6M9 12h6M9 16h3',
  accounts:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c.4-3.6 3-5.5 6.5-5.5 1.3 0 2.5.3 3.5.8M18 13v7M14.5 16.5h7',
  eye: 'M2 12c2.5-4.5 6-6.5 10-6.5s7.5 2 10 6.5c-2.5 4.5-6 6.5-10 6.5S4.5 16.5 2 12ZM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z',
  print: 'M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7v-7Z',
  refresh: 'M20 12a8 8 0 1 1-2.5-5.8M20 3v4.5h-4.5',
  lock: 'M6 11h12v10H6V11ZM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11',
  key: 'M15 4a5 5 0 0 0-4.8 6.5L4 16.7V20h3.3v-2.5h2.5V15l1.7-1.3A5 5 0 1 0 15 4ZM16.5 7.5v.1',
  settings:
    'M4 7h10M18 7h2M4 17h2M10 17h10M16 4.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4ZM8 14.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4Z',
  leave: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  language:
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9M12 3c-3 3-3.5 6-3.5 9s.5 6 3.5 9',
  bell: 'M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15l1.5-2ZM10 21h4M12 3v2',
  heart: 'M12 20C5 15 3 12 3 8.7A4.7 4.7 0 0 1 12 7a4.7 4.7 0 0 1 9 1.7C21 12 19 15 12 20Z',
} as const

export type IconName = keyof typeof paths

const isIconName = (name: string): name is IconName => name in paths
/** For the page that shows them all. */
export const iconNames: readonly IconName[] = Object.keys(paths).filter(isIconName)

interface IconProps {
  name: IconName
  /** Edge length in px. */
  size?: number
  /** Only when the picture says something the text beside it does not. */
  label?: string
  className?: string
}

export function Icon({ name, size = 20, label, className }: IconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 3 : 1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={className ?? 'shrink-0'}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <path d={paths[name]} />
    </svg>
  )
}
