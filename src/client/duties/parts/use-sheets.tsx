import { useState, type ReactNode } from 'react'
import type { MyDayItem } from '#shared/day/schema.ts'
import { lazyPart } from '#client/lib/lazy-part.tsx'
import type { Excusable } from './excuse-sheet.tsx'

// Windows are fetched when first opened: the list itself must be there at once.
const ExcuseSheet = lazyPart(async () => (await import('./excuse-sheet.tsx')).ExcuseSheet)
const AskedExcuses = lazyPart(async () => (await import('./asked-excuses.tsx')).AskedExcuses)
const FillPost = lazyPart(async () => (await import('./fill-post.tsx')).FillPost)
const CallSheet = lazyPart(async () => (await import('#client/lib/call-sheet.tsx')).CallSheet)

type Callee = Pick<MyDayItem, 'pupilId' | 'pupilName'>

/** What can be done with a duty where it is listed. */
export interface DutyHandlers {
  onCall: (child: Callee) => void
  onExcuse: (item: MyDayItem) => void
  onFill: (item: MyDayItem) => void
}

interface Sheets extends DutyHandlers {
  /** What is owed for a class, a person or the school. */
  onExcuseOther: (item: Excusable) => void
  /** Excuses that wait for a second person. */
  onAsked: () => void
  /** To be put once on the page. */
  sheets: ReactNode
}

/** Calling, excusing and naming somebody, the same from every list of duties. */
export function useSheets(): Sheets {
  const [excusing, setExcusing] = useState<Excusable | null>(null)
  const [calling, setCalling] = useState<Callee | null>(null)
  const [filling, setFilling] = useState<MyDayItem | null>(null)
  const [asked, setAsked] = useState(false)
  return {
    onCall: setCalling,
    onExcuse: ({ dutyId, key, evidence, pupilName, excuseAsked, alsoOpen }) =>
      setExcusing({ dutyId, key, evidence, name: pupilName, excuseAsked, alsoOpen }),
    onExcuseOther: setExcusing,
    onFill: setFilling,
    onAsked: () => setAsked(true),
    sheets: (
      <>
        {asked && <AskedExcuses onClose={() => setAsked(false)} />}
        {filling !== null && <FillPost item={filling} onClose={() => setFilling(null)} />}
        {excusing !== null && <ExcuseSheet item={excusing} onClose={() => setExcusing(null)} />}
        {calling !== null && (
          <CallSheet pupilId={calling.pupilId} name={calling.pupilName} onClose={() => setCalling(null)} />
        )}
      </>
    ),
  }
}
