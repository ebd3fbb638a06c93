import { useEffect, useRef, useState, type ReactNode } from 'react'

interface WhenNearProps {
  /** Stands in the place until then. */
  fallback: ReactNode
  children: ReactNode
}

/** Begins with its content only when the reader comes near: what lies further down costs nothing at opening. */
export function WhenNear({ fallback, children }: WhenNearProps) {
  const [near, setNear] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = place.current
    if (element === null) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setNear(true)
      },
      { rootMargin: '200px' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return near ? children : <div ref={place}>{fallback}</div>
}
