import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect, useRef, useState, type PointerEvent } from 'react'
import { Button } from './button.tsx'

const RATIO = 0.4
const INK = '#1c2b2d'

interface SignaturePadProps {
  /** Whose signature is asked for. */
  label: string
  /** What is drawn on; null while nothing is. */
  onDrawn: (canvas: HTMLCanvasElement | null) => void
}

function pointOf(event: PointerEvent<HTMLCanvasElement>): [number, number] {
  const canvas = event.currentTarget
  const box = canvas.getBoundingClientRect()
  const scale = canvas.width / box.width
  return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale]
}

/** A field to sign in with finger, pen or mouse. Whoever cannot must be offered another way beside it. */
export function SignaturePad({ label, onDrawn }: SignaturePadProps) {
  const { t } = useLingui()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [drawn, setDrawn] = useState(false)
  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    element.width = Math.round(element.clientWidth * 2)
    element.height = Math.round(element.clientWidth * 2 * RATIO)
  }, [])
  const start = (event: PointerEvent<HTMLCanvasElement>): void => {
    const pen = event.currentTarget.getContext('2d')
    if (pen === null) return
    event.currentTarget.setPointerCapture(event.pointerId)
    Object.assign(pen, { lineWidth: 5, lineCap: 'round', lineJoin: 'round', strokeStyle: INK })
    const [x, y] = pointOf(event)
    pen.beginPath()
    pen.moveTo(x, y)
    pen.lineTo(x, y)
    pen.stroke()
    setDrawn(true)
    onDrawn(event.currentTarget)
  }
  const go = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (event.buttons === 0) return
    const pen = event.currentTarget.getContext('2d')
    pen?.lineTo(...pointOf(event))
    pen?.stroke()
  }
  const wipe = (): void => {
    const element = canvas.current
    element?.getContext('2d')?.clearRect(0, 0, element.width, element.height)
    setDrawn(false)
    onDrawn(null)
  }
  return (
    <div>
      <canvas
        ref={canvas}
        role="img"
        aria-label={drawn ? t`${label}：已经写了` : t`${label}：还没写`}
        onPointerDown={start}
        onPointerMove={go}
        className="block w-full touch-none rounded-control border-2 border-dashed border-edge bg-white"
        style={{ aspectRatio: String(1 / RATIO) }}
      />
      <div className="mt-1 flex items-center justify-between gap-3">
        <span className="text-sm text-soft">
          <Trans>用手指或鼠标在框里写名字</Trans>
        </span>
        <Button tone="plain" icon="undo" disabled={!drawn} onClick={wipe}>
          <Trans>重写</Trans>
        </Button>
      </div>
    </div>
  )
}
