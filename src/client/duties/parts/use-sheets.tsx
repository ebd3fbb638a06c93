import { lazy, Suspense, useState, type ReactNode } from 'react'
import type { MyDayItem } from '#shared/duties/schema.ts'

// Windows are fetched when first opened: the list itself must be there at once.
const ExcuseSheet = lazy(async () => ({ default: (await import('./excuse-sheet.tsx')).ExcuseSheet }))
const CallSheet = lazy(async () => ({ default: (await import('#client/lib/call-sheet.tsx')).CallSheet }))

type Callee = Pick<MyDayItem, 'pupilId' | 'pupilName'>

interface Sheets {
  onCall: (child: Callee) => void
  onExcuse: (item: MyDayItem) => void
  /** To be put once on the page. */
  sheets: ReactNode
}

/** Calling and excusing, the same from every list of duties. */
export function useSheets(): Sheets {
  const [excusing, setExcusing] = useState<MyDayItem | null>(null)
  const [calling, setCalling] = useState<Callee | null>(null)
  return {
    onCall: setCalling,
    onExcuse: setExcusing,
    sheets: (
      <Suspense>
        {excusing !== null && <ExcuseSheet item={excusing} onClose={() => setExcusing(null)} />}
        {calling !== null && (
          <CallSheet pupilId={calling.pupilId} name={calling.pupilName} onClose={() => setCalling(null)} />
        )}
      </Suspense>
    ),
  }
}
