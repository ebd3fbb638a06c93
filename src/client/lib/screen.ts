import { lazyRouteComponent } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { ApiError } from './api-error.ts'
import { loadScreenWords } from './i18n.ts'
import { mayFetch } from './may-fetch.ts'

/**
 * A screen of a feature, fetched when it is first opened, with the feature's words:
 * `component: screen('children', () => import('./list.tsx'), 'ChildrenPage')`.
 */
export function screen<Name extends string, Module extends Record<Name, ComponentType>>(
  words: string,
  load: () => Promise<Module>,
  name: Name,
) {
  const both = async (): Promise<Record<Name, Module[Name]>> => {
    if (!(await mayFetch())) throw new ApiError(0, { code: 'offline' })
    try {
      const [module] = await Promise.all([load(), loadScreenWords(words)])
      return module
    } catch (error) {
      // Without a signal the router would open the page anew, and the browser's own page of error would take its place.
      if (!navigator.onLine) throw new ApiError(0, { code: 'offline' })
      throw error
    }
  }
  return lazyRouteComponent(both, name)
}
