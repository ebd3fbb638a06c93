import { lazyRouteComponent } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { loadWords } from './i18n.ts'

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
    const [module] = await Promise.all([load(), loadWords(words)])
    return module
  }
  return lazyRouteComponent(both, name)
}
